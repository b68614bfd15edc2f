using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class OutageTests(BrowserFixture browser)
{
    [Fact]
    public async Task PortalDown_WhileThePageIsOpen_ArrivesOnceAfterItIsBack()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");
        await visit.Api.StopAsync();

        await visit.RunAsync(
            "intellishop.track('Product Viewed'); await new Promise(done => setTimeout(done, 1500)); intellishop.track('Order "
            + "Completed', { order_id: 'o-1' })");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await visit.Api.StartAsync();
        await visit.Api.WaitForAsync(message => message.Event == "Order Completed", 20);

        Assert.Equal(["page", "Product Viewed", "Order Completed"], visit.Names);
        Assert.Equal(3, visit.Api.Accepted.Count);
        Assert.Equal("Kopi and Kain", await visit.Page.Locator("h1").TextContentAsync());
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task PortalDown_VisitorMovesOn_ALaterPageDelivers()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");
        await visit.Api.StopAsync();

        await visit.RunAsync("intellishop.track('Product Added', { product_id: 'p1' })");
        await visit.GotoAsync("/cart");
        await visit.RunAsync("intellishop.track('Order Completed', { order_id: 'o-1' })");
        await visit.GotoAsync("/thanks");
        await visit.Api.StartAsync();
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 5, 40);

        Assert.Equal(["Order Completed", "Product Added", "page", "page", "page"], visit.Names.Order(StringComparer.Ordinal));
        await visit.Page.WaitForFunctionAsync("() => !Object.keys(localStorage).some(key => key.includes('.queue.'))");
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Unavailable_WithRetryAfter_WaitsAsLongOnEveryPage()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Status = 503;
        visit.Api.RetryAfterSeconds = 4;

        await visit.GotoAsync("/");
        await visit.Api.WaitUntilAsync(() => visit.Api.Requests.Count == 1);
        await visit.Page.WaitForFunctionAsync("() => Object.keys(localStorage).some(key => key.endsWith('wait'))"); // the answer has come
        await visit.GotoAsync("/next");
        await visit.RunAsync("intellishop.track('Product Viewed')");
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        Assert.Single(visit.Api.Requests);

        visit.Api.Status = 200;
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 3, 20);
        Assert.Equal(["Product Viewed", "page", "page"], visit.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TwoTabs_AfterAnOutage_KeepEveryMessageOnce()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        var second = await visit.NewTabAsync();
        await second.GotoAsync(visit.Shop.Origin + "/other");
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 2);
        await visit.Api.StopAsync();

        await visit.RunAsync("for (let i = 0; i < 5; i++) intellishop.track('Product Viewed')");
        await second.EvaluateAsync("() => { for (let i = 0; i < 5; i++) intellishop.track('Product Added') }");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await visit.Api.StartAsync();
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 12, 30);

        Assert.Single(visit.Api.Kept.Select(message => message.Text("anonymousId")).Distinct());
    }

    [Fact]
    public async Task Offline_ThenOnline_SendsWithoutWaitingForTheNextRetry()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");
        await visit.Context.SetOfflineAsync(true);
        await visit.RunAsync("intellishop.track('Product Viewed')");
        await Task.Delay(3600, TestContext.Current.CancellationToken);

        await visit.Context.SetOfflineAsync(false);

        await visit.Api.WaitForAsync(message => message.Event == "Product Viewed", 1);
    }

    [Fact]
    public async Task LeftBehind_ByFormerPages_IsSentUnlessADayOld()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.Context.AddInitScriptAsync("""
            for (const [minutes, id] of [[1500, 'old'], [5, 'recent']])
              localStorage['intellishop.queue.' + (Date.now() - minutes * 60000) + '.' + id] = JSON.stringify({ type: 'track', event: id, messageId: id });
            """);

        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");

        Assert.Equal(["recent", "page"], visit.Names);
    }
}
