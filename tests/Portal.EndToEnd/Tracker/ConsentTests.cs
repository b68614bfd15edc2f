using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class ConsentTests(BrowserFixture browser)
{
    private const string Quiet = "await new Promise(done => setTimeout(done, 900))";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConsentRequired_UntilGranted_NothingIsStoredOrSent(bool bySetting)
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        if (bySetting) visit.Api.Settings = new { consentRequired = true };
        else visit.UseScriptTag("data-consent=\"required\"");

        await visit.GotoAsync("/");
        await visit.RunAsync("intellishop.track('Product Viewed'); " + Quiet);
        Assert.Empty(await visit.StoredKeysAsync());
        Assert.Equal(0, await visit.CookieAndSessionEntriesAsync());
        Assert.Empty(visit.Api.Requests);

        await visit.RunAsync("intellishop.consent('granted')");
        await visit.Api.WaitForAsync(message => message.Event == "Product Viewed");
        Assert.Equal(["page", "Product Viewed"], visit.Names);
        Assert.Contains("intellishop.visitor", await visit.StoredKeysAsync());

        await visit.GotoAsync("/next");
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 3);
        Assert.Single(visit.Api.Kept.Select(message => message.Text("anonymousId")).Distinct());
    }

    [Fact]
    public async Task ConsentRequired_Denied_DropsWhatWaitedAndStoresNothing()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { consentRequired = true };

        await visit.GotoAsync("/");
        await visit.RunAsync(
            "intellishop.track('Product Viewed'); intellishop.consent({ analytics: false }); intellishop.track('Product Added'); " + Quiet);
        await visit.GotoAsync("/next");
        await visit.RunAsync(Quiet);

        Assert.Empty(visit.Api.Requests);
        Assert.Empty(await visit.StoredKeysAsync());
    }

    [Fact]
    public async Task Consent_ByCategory_AnalyticsDecides()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { consentRequired = true };

        await visit.GotoAsync("/");
        await visit.RunAsync("intellishop.consent({ analytics: true, marketing: false })");

        await visit.Api.WaitForAsync(message => message.Type == "page");
    }

    [Fact]
    public async Task Consent_WithdrawnWhereNotRequired_LastsOverPages()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");

        await visit.RunAsync("intellishop.consent('denied')");
        await visit.GotoAsync("/next");
        await visit.RunAsync("intellishop.identify('c-7'); intellishop.track('Product Viewed'); " + Quiet);

        Assert.Equal(["page"], visit.Names);
        Assert.Equal(["intellishop.consent"], await visit.StoredKeysAsync());
    }

    [Fact]
    public async Task Consent_WithdrawnAfterGrant_ForgetsTheVisitor()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { consentRequired = true };
        await visit.GotoAsync("/");
        await visit.RunAsync("intellishop.consent('granted')");
        await visit.Api.WaitForAsync(message => message.Type == "page");

        await visit.RunAsync("await intellishop.consent('denied'); intellishop.track('Product Viewed'); " + Quiet);

        Assert.Equal(["page"], visit.Names);
        Assert.Empty(await visit.StoredKeysAsync());
    }

    [Theory]
    [InlineData("doNotTrack", "'1'")]
    [InlineData("globalPrivacyControl", "true")]
    public async Task Signal_SiteRespectsIt_NothingIsStoredOrSent(string property, string value)
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { respectDnt = true };
        await visit.Context.AddInitScriptAsync($"Object.defineProperty(Navigator.prototype, '{property}', {{ get: () => {value} }})");

        await visit.GotoAsync("/");
        await visit.RunAsync("intellishop.track('Product Viewed'); intellishop.consent('granted'); " + Quiet);

        Assert.Empty(visit.Api.Requests);
        Assert.Empty(await visit.StoredKeysAsync());
    }

    [Fact]
    public async Task Signal_SiteDoesNotAsk_Sends()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.Context.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' })");

        await visit.GotoAsync("/");

        await visit.Api.WaitForAsync(message => message.Type == "page");
    }
}
