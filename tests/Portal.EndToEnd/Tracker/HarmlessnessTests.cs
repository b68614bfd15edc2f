using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class HarmlessnessTests(BrowserFixture browser)
{
    [Fact]
    public async Task Storage_Refused_StillSends()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.Context.AddInitScriptAsync(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError') } })");

        await visit.GotoAsync("/");
        await visit.RunAsync("intellishop.track('Product Viewed')");
        await visit.Api.WaitForAsync(message => message.Event == "Product Viewed");

        Assert.Equal(["page", "Product Viewed"], visit.Names);
        Assert.Single(visit.Api.Kept.Select(message => message.Text("anonymousId")).Distinct());
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Storage_Full_StillSends()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.Context.AddInitScriptAsync(
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }");

        await visit.GotoAsync("/");

        await visit.Api.WaitForAsync(message => message.Type == "page");
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Storage_LongOutage_KeepsTheLastTwoHundred()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");
        await visit.Api.StopAsync();

        await visit.RunAsync("for (let i = 0; i < 230; i++) await intellishop.track('Product Viewed', { position: i })");

        var kept = (await visit.StoredKeysAsync()).Where(key => key.StartsWith("intellishop.queue.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(200, kept.Length);
        Assert.Contains("\"position\":229", await visit.Page.EvaluateAsync<string>("key => localStorage[key]", kept[^1]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_WithImpossibleArguments_DoNotThrow()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");

        await visit.RunAsync("""
            const loop = {}; loop.self = loop;
            intellishop.track('Loop', loop); intellishop.track(); intellishop.identify(); intellishop.identify(null, loop);
            intellishop.consent(null); intellishop.consent('granted'); intellishop.variant(); intellishop.recommend();
            intellishop.track('Huge', { text: 'x'.repeat(40000) });
            intellishop.track('Cart Viewed');
            """);
        await visit.Api.WaitForAsync(message => message.Event == "Cart Viewed");

        Assert.DoesNotContain(visit.Names, name => name is "Loop" or "Huge");
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Settings_NoAnswer_FirstEventGoesWithDefaults()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        var held = new TaskCompletionSource();
        await visit.Context.RouteAsync("**/settings", async route =>
        {
            await held.Task;
            await route.AbortAsync();
        });

        await visit.Page.GotoAsync(visit.Shop.Origin + "/");
        await visit.Api.WaitForAsync(message => message.Type == "page", 6);

        // A request that nobody answers would hold up the closing of the browser's context.
        held.SetResult();
    }

    [Fact]
    public async Task Settings_FromAFormerPage_AreUsedAtOnce()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { autoPage = false };
        await visit.GotoAsync("/");
        await visit.RunAsync("intellishop.track('Cart Viewed')");
        await visit.Api.WaitForAsync(message => message.Event == "Cart Viewed");
        await visit.Context.RouteAsync("**/settings", route => route.AbortAsync());

        await visit.GotoAsync("/next");
        await visit.RunAsync("intellishop.track('Signed In')");
        await visit.Api.WaitForAsync(message => message.Event == "Signed In");

        Assert.Equal(["Cart Viewed", "Signed In"], visit.Names);
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Tracker_WithoutSiteKey_DoesNothing()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Shop.Head = $"<script defer src=\"{visit.Api.Host}/t.js\"></script>";

        await visit.GotoAsync("/");

        Assert.True(await visit.Page.EvaluateAsync<bool>("() => !window.intellishop"));
        Assert.Empty(visit.PageErrors);
    }
}
