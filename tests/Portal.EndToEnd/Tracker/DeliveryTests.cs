using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class DeliveryTests(BrowserFixture browser)
{
    [Fact]
    public async Task Calls_InOneMoment_TravelInOneRequest()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);

        await visit.GotoAsync("/");
        await visit.RunAsync("for (const id of [1, 2, 3, 4]) intellishop.track('Product Viewed', { product_id: id })");
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 5);

        Assert.InRange(visit.Api.Requests.Count, 1, 2);
        Assert.Equal(visit.Api.Accepted.Count, visit.Api.Kept.Count);
        Assert.Equal(visit.Api.Kept.Select(message => message.Text("timestamp")).Order(StringComparer.Ordinal), visit.Api.Kept.Select(message => message.Text("timestamp")));
    }

    [Fact]
    public async Task ManyMessages_AreCutIntoSmallBatchesInOrder()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);

        await visit.GotoAsync("/");
        await visit.RunAsync("for (let i = 0; i < 60; i++) intellishop.track('Product Viewed', { position: i, note: 'ゆ'.repeat(900) })");
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 61, 20);

        Assert.Equal(Enumerable.Range(0, 60), visit.Api.Kept.Skip(1).Select(message => int.Parse(message.Text("properties.position")!, null)));
        Assert.All(visit.Api.Requests, request => Assert.InRange(request.Count, 1, 20));
        Assert.Equal(61, visit.Api.Accepted.Count);
    }

    [Fact]
    public async Task PortalDown_WhileThePageIsOpen_ArrivesOnceAfterItIsBack()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");
        await visit.Api.StopAsync();

        await visit.RunAsync("intellishop.track('Product Viewed'); await new Promise(done => setTimeout(done, 1500)); intellishop.track('Order Completed', { order_id: 'o-1' })");
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
        await visit.GotoAsync("/next");
        await visit.RunAsync("intellishop.track('Product Viewed')");
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        Assert.Single(visit.Api.Requests);

        visit.Api.Status = 200;
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 3, 20);
        Assert.Equal(["Product Viewed", "page", "page"], visit.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task TooManyOrBroken_RetriesTheSameMessages(int status)
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Status = status;

        await visit.GotoAsync("/");
        await visit.Api.WaitUntilAsync(() => visit.Api.Requests.Count == 2);
        visit.Api.Status = 200;
        await visit.Api.WaitForAsync(message => message.Type == "page");

        Assert.Single(visit.Api.Requests.SelectMany(request => request).Select(message => message.Id).Distinct());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(413)]
    public async Task Refused_ForGood_IsNotSentAgain(int status)
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Status = status;

        await visit.GotoAsync("/");
        await visit.Api.WaitUntilAsync(() => visit.Api.Requests.Count == 1);
        visit.Api.Status = 200;
        await visit.RunAsync("intellishop.track('Product Viewed')");
        await visit.Api.WaitForAsync(message => message.Event == "Product Viewed");

        Assert.Equal(["Product Viewed"], visit.Names);
    }

    [Fact]
    public async Task Leave_RightAfterACall_StillArrives()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");

        await visit.Page.EvaluateAsync("() => { intellishop.track('Product Clicked'); location.href = 'about:blank'; }");

        await visit.Api.WaitForAsync(message => message.Event == "Product Clicked", 5);
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
}
