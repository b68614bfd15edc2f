using Bunit;
using Portal.Components.Shared;
using Xunit;

namespace Portal.Tests.Components.Shared;

/// <summary>An address that was stored before anybody looked at it does no harm on a page.</summary>
public sealed class ExternalButtonTests : ComponentTest
{
    [Fact]
    public void Address_OfAWebPage_IsALink()
    {
        var link = Show("https://shop.example/tea").Find("a");

        Assert.Equal(("https://shop.example/tea", "_blank", "noopener noreferrer"),
            (link.GetAttribute("href"), link.GetAttribute("target"), link.GetAttribute("rel")));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData(" JavaScript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https://user:secret@shop.example/")]
    [InlineData("/s/other")]
    [InlineData(null)]
    public void Address_OfAnythingElse_ShowsNothing(string? address) => Assert.Equal("", Show(address).Markup.Trim());

    private IRenderedComponent<ExternalButton> Show(string? address) => Render<ExternalButton>(parameters => parameters
        .Add(button => button.Address, address).AddChildContent("See it in the shop"));
}
