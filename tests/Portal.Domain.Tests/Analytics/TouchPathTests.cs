using Portal.Domain.Analytics;
using Xunit;

namespace Portal.Domain.Tests.Analytics;

public sealed class TouchPathTests
{
    [Fact]
    public void Of_PartsThatAreNotKnown_AreEmpty() =>
        Assert.Equal(["direct", "", "", ""], TouchPath.Of("direct", null, null, null).Split(TouchPath.Separator));

    [Fact]
    public void Of_PartWithTheSeparator_StaysOnePart() =>
        Assert.Equal(["email", "a b", "c", "d"], TouchPath.Of("email", "a\u001fb", "c", "d").Split(TouchPath.Separator));
}
