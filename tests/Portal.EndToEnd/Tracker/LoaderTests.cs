using Microsoft.Playwright;
using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class LoaderTests(BrowserFixture browser)
{
    [Fact]
    public async Task Calls_BeforeTheTrackerArrives_AreSentInOrder()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.UseLoader("intellishop.identify('c-7', { plan: 'gold' }); intellishop.track('Product Viewed', { product_id: 'p1' })");
        await visit.Context.RouteAsync("**/t.js", async route =>
        {
            await Task.Delay(400);
            await route.ContinueAsync();
        });

        await visit.GotoAsync("/");
        await visit.RunAsync("intellishop.track('Product Added', { product_id: 'p1' })");
        await visit.Api.WaitForAsync(message => message.Event == "Product Added");

        Assert.Equal(["page", "identify", "Product Viewed", "Product Added"], visit.Names);
        Assert.Equal("c-7", visit.Api.Kept[3].Text("userId"));
        Assert.Equal("p1", visit.Api.Kept[3].Text("properties.product_id"));
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Consent_RequiredBySnippet_HoldsEvenWhenSettingsCannotBeHad()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.UseLoader("intellishop.track('Product Viewed')", consent: "required");
        await visit.Context.RouteAsync("**/settings", route => route.AbortAsync());

        await visit.GotoAsync("/");
        await visit.RunAsync("await new Promise(done => setTimeout(done, 900))");
        Assert.Empty(visit.Api.Requests);
        Assert.Empty(await visit.StoredKeysAsync());

        await visit.RunAsync("intellishop.consent('granted')");
        await visit.Api.WaitForAsync(message => message.Event == "Product Viewed");
    }

    [Fact]
    public async Task Snippet_PastedTwice_CountsOnce()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.UseLoader();
        var loader = visit.Shop.Head;
        visit.UseScriptTag();
        visit.Shop.Head += loader + visit.Shop.Head;

        await visit.GotoAsync("/");
        await visit.Page.WaitForFunctionAsync("() => window.intellishop && !window.intellishop.q");
        await visit.RunAsync("intellishop.track('Cart Viewed')");
        await visit.Api.WaitForAsync(message => message.Event == "Cart Viewed");

        Assert.Equal(["page", "Cart Viewed"], visit.Names);
    }

    [Fact]
    public async Task Tracker_Blocked_LeavesTheShopUnaffected()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.UseLoader("intellishop.track('Product Viewed')");
        await visit.Context.RouteAsync("**/t.js", route => route.AbortAsync());

        await visit.GotoAsync("/");
        var answers = await visit.Page.EvaluateAsync<string>(
            "async () => JSON.stringify([await intellishop.variant('banner'), await intellishop.recommend('home')])");

        Assert.Equal("[null,[]]", answers);
        Assert.Equal("Kopi and Kain", await visit.Page.Locator("h1").TextContentAsync());
        Assert.Empty(await visit.StoredKeysAsync());
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Tracker_NeverAnswers_VariantGivesUp()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.UseLoader();
        var held = new TaskCompletionSource();
        await visit.Context.RouteAsync("**/t.js", async route =>
        {
            await held.Task;
            await route.AbortAsync();
        });

        await visit.Page.GotoAsync(visit.Shop.Origin, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var variant = await visit.Page.EvaluateAsync<string?>("() => intellishop.variant('banner')")
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Null(variant);
        held.SetResult();
    }

    [Fact]
    public async Task Globals_AfterTheTracker_OnlyOneMore()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        var tracked = visit.Shop.Head;
        visit.Shop.Head = "";
        await visit.GotoAsync("/");
        var before = await visit.Page.EvaluateAsync<string[]>("() => Object.getOwnPropertyNames(window)");
        visit.Shop.Head = tracked;

        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");

        var after = await visit.Page.EvaluateAsync<string[]>("() => Object.getOwnPropertyNames(window)");
        Assert.Equal(["intellishop"], after.Except(before));
    }
}
