using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Shared.Text;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://shop.example/tea?a=b#c")]
    [InlineData("http://shop.example")]
    [InlineData("HTTPS://SHOP.EXAMPLE/")]
    [InlineData("https://shop.example:8443/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://éxample.com/ü?q=ß")]
    [InlineData("https://shop.example/@name?mail=a@b.example")]
    public void IsValid_WebPage_IsTaken(string text) => Assert.Equal(text, WebAddress.Link(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)//https://")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://shop.example/")]
    [InlineData("mailto:a@b.example")]
    [InlineData("//shop.example/x")]
    [InlineData("/x")]
    [InlineData("shop.example")]
    [InlineData("https:shop.example")]
    [InlineData("https:/shop.example")]
    [InlineData("https:\\\\evil.example")]
    [InlineData("https://shop.example\\@evil.example/")]
    [InlineData("https://user:secret@shop.example/")]
    [InlineData("https://shop.example@evil.example/")]
    [InlineData("https://")]
    [InlineData("https:///x")]
    [InlineData("https://?a")]
    [InlineData("https://shop.example:99999/")]
    [InlineData("https://shop.example/a b")]
    [InlineData("https://shop.example/\u00a0")]
    [InlineData("https://shop.example/\u202egpj.exe")]
    [InlineData("https://shop.example/a\nb")]
    public void IsValid_AnythingElse_IsNoLink(string? text) => Assert.Null(WebAddress.Link(text));

    [Fact]
    public void IsValid_Length_IsLimited()
    {
        var longest = "https://shop.example/".PadRight(WebAddress.MaxLength, 'a');

        Assert.True(WebAddress.IsValid(longest));
        Assert.False(WebAddress.IsValid(longest + "a"));
    }
}
