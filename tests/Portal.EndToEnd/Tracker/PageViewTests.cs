using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class PageViewTests(BrowserFixture browser)
{
    [Fact]
    public async Task Load_ScriptTag_SendsOneSegmentShapedPage()
    {
        await using var visit = await TrackedShop.OpenAsync(browser, new() { Locale = "id-ID", TimezoneId = "Asia/Jakarta" });

        await visit.GotoAsync("/products/42?utm_source=news&utm_medium=email&utm_campaign=lebaran");

        var page = await visit.Api.WaitForAsync(message => message.Type == "page");
        Assert.Equal(TrackedShop.WriteKey, page.WriteKey);
        Assert.StartsWith("text/plain", page.ContentType, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(page.Id, out _));
        Assert.True(Guid.TryParse(page.Text("anonymousId"), out _));
        Assert.True(Guid.TryParse(page.Text("context.sessionId"), out _));
        Assert.Null(page.Text("userId"));
        Assert.Equal("/products/42", page.Text("context.page.path"));
        Assert.Equal("/products/42", page.Text("context.page.title"));
        Assert.StartsWith(visit.Shop.Origin + "/products/42?utm", page.Text("context.page.url"), StringComparison.Ordinal);
        Assert.Equal("/products/42", page.Text("properties.path"));
        Assert.Equal("news", page.Text("context.campaign.source"));
        Assert.Equal("email", page.Text("context.campaign.medium"));
        Assert.Equal("lebaran", page.Text("context.campaign.name"));
        Assert.Equal("id-ID", page.Text("context.locale"));
        Assert.Equal("Asia/Jakarta", page.Text("context.timezone"));
        Assert.Contains("Chrome", page.Text("context.userAgent"), StringComparison.Ordinal);
        Assert.Equal("tracker.js", page.Text("context.library.name"));
        Assert.NotNull(page.Text("context.screen.width"));
        Assert.True(page.SentAt >= DateTimeOffset.Parse(page.Text("timestamp")!, null));
        Assert.Equal(page.Text("timestamp"), page.Text("originalTimestamp"));
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task HistoryChanges_SinglePageShop_CountsEveryAddressOnce()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");

        await visit.RunAsync("history.pushState({}, '', '/cart'); document.title = 'Cart'");
        await visit.RunAsync("history.replaceState({ scroll: 1 }, '', '/cart'); history.pushState({}, '', '/cart#top')");
        await visit.RunAsync("history.pushState({}, '', '/checkout'); intellishop.track('Checkout Started')");
        await visit.Api.WaitForAsync(message => message.Event == "Checkout Started");
        await visit.RunAsync("history.go(-3)");
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count >= 5);

        Assert.Equal(["/", "/cart", "/checkout", "/checkout", "/"], visit.Api.Kept.Select(message => message.Text("context.page.path")));
        Assert.Equal(["page", "page", "page", "Checkout Started", "page"], visit.Names);
        Assert.Equal("Cart", visit.Api.Kept[1].Text("properties.title"));
        Assert.Equal(visit.Shop.Origin + "/", visit.Api.Kept[1].Text("context.page.referrer"));
        Assert.Single(visit.Api.Kept.Select(message => message.Text("context.sessionId")).Distinct());
    }

    [Fact]
    public async Task Page_CalledByTheRouter_IsNotCountedAgain()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");

        await visit.RunAsync("history.pushState({}, '', '/about'); intellishop.page('About', { section: 'help' })");
        await visit.Api.WaitForAsync(message => message.Text("name") == "About");
        await visit.RunAsync("intellishop.track('Signed Up')");
        await visit.Api.WaitForAsync(message => message.Event == "Signed Up");

        Assert.Equal(["page", "page", "Signed Up"], visit.Names);
        Assert.Equal("help", visit.Api.Kept[1].Text("properties.section"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AutoPageOff_BySettingOrAttribute_SendsOnlyWhatTheShopCalls(bool bySetting)
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        if (bySetting) visit.Api.Settings = new { autoPage = false };
        else visit.UseScriptTag("data-auto-page=\"false\"");

        await visit.GotoAsync("/");
        await visit.RunAsync("history.pushState({}, '', '/cart'); intellishop.track('Cart Viewed')");
        await visit.Api.WaitForAsync(message => message.Event == "Cart Viewed");

        Assert.Equal(["Cart Viewed"], visit.Names);
    }
}
