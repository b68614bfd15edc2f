using System.Net;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Identity;

/// <summary>What stands in an address may be anything: a page is answered, never an error of ours.</summary>
public sealed class LinkTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("/account/confirm?user=nobody&token=x")]
    [InlineData("/account/confirm?user=&token=x")]
    [InlineData("/account/reset?user=nobody&token=x")]
    public async Task Open_MailedLinkThatIsBroken_IsAnswered(string address)
    {
        using var browser = app.Browser();

        await browser.OpenAsync(address);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task Open_TextThatCannotBeKept_IsRefusedWithAPage()
    {
        using var browser = app.Browser();

        await browser.OpenAsync("/account/check-mail?email=%00");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("cannot be read", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FunnelOfNoStep_IsAnswered()
    {
        var store = await app.StoreAsync("Steps", "owner@steps.example");
        using var browser = await app.SignedInAsync("owner@steps.example");

        await browser.OpenAsync(PortalUrls.AnalyticsPage(store.Slug, "funnels") + "?stopped=all");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }
}
