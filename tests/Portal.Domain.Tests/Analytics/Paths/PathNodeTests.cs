using Portal.Domain.Analytics.Paths;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Paths;

public sealed class PathNodeTests
{
    [Theory]
    [InlineData("page:/sale?a=b", true, "/sale?a=b")]
    [InlineData("page:", true, "")]
    [InlineData("event:product_added", false, "product_added")]
    public void Read_Text_IsTheNodeThatWroteIt(string text, bool isPage, string name)
    {
        Assert.Equal(new PathNode(isPage, name), PathNode.Read(text));
        Assert.Equal(text, new PathNode(isPage, name).Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/sale")]
    [InlineData("event:")]
    [InlineData("event:Product Added")]
    [InlineData("page:/a\0")]
    public void Read_OtherText_IsNone(string? text) => Assert.Null(PathNode.Read(text));
}
