using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Xunit;

namespace Portal.Domain.Tests.Tracking;

public sealed class WriteKeyTests
{
    [Fact]
    public void ShownTo_AGuest_IsItsBeginning()
    {
        var key = new WriteKey { Key = "wk_ABCDEFGHIJKLMNOPQRSTUVWX" };

        Assert.Equal("wk_ABCD…", key.ShownTo(StoreRole.Guest));
        Assert.Equal(key.Key, key.ShownTo(StoreRole.Viewer));
        Assert.False(WriteKey.IsWellFormed(key.ShownTo(StoreRole.Guest)));
    }
}
