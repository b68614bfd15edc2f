using Portal.Components.Shared;
using Xunit;

namespace Portal.Tests.Components.Shared;

public sealed class UniqueKeysTests
{
    [Fact]
    public void Of_EqualKeys_AreNumbered()
    {
        var keys = UniqueKeys.Of(["tea", "milk", "tea", "tea"], text => text).ToList();

        Assert.Equal(["tea", "milk", "tea", "tea"], keys.Select(pair => pair.Item));
        Assert.Equal(["tea", "milk", ((object)"tea", 2), ((object)"tea", 3)], keys.Select(pair => pair.Key));
    }
}
