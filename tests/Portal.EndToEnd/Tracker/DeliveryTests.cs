using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class DeliveryTests(BrowserFixture browser)
{
    [Fact]
    public async Task Calls_InOneMoment_TravelInOneRequest()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);

        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");
        await visit.RunAsync("for (const id of [1, 2, 3, 4]) intellishop.track('Product Viewed', { product_id: id })");
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 5);

        Assert.Equal([1, 4], visit.Api.Requests.Select(request => request.Count));
        Assert.Equal(visit.Api.Accepted.Count, visit.Api.Kept.Count);
        Assert.Equal(visit.Api.Kept.Select(message => message.Text("timestamp")).Order(StringComparer.Ordinal),
            visit.Api.Kept.Select(message => message.Text("timestamp")));
    }

    [Fact]
    public async Task ManyMessages_AreCutIntoSmallBatchesInOrder()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);

        await visit.GotoAsync("/");
        await visit.RunAsync("for (let i = 0; i < 60; i++) intellishop.track('Product Viewed', { position: i, note: 'ゆ'.repeat(900) })");
        await visit.Api.WaitUntilAsync(() => visit.Api.Kept.Count == 61, 20);

        Assert.Equal(Enumerable.Range(0, 60), visit.Api.Kept.Skip(1)
            .Select(message => int.Parse(message.Text("properties.position")!, null)));
        Assert.All(visit.Api.Requests, request => Assert.InRange(request.Count, 1, 20));
        Assert.Equal(61, visit.Api.Accepted.Count);
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
    public async Task Failure_Repeated_WaitsLongerEachTime()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Status = 500;

        await visit.GotoAsync("/");
        await visit.Api.WaitUntilAsync(() => visit.Api.Requests.Count == 4, 15);

        var at = visit.Api.Requests.Select(request => request[0].ReceivedAt).ToArray();
        Assert.InRange((at[1] - at[0]).TotalSeconds, 0.7, 1.4);
        Assert.InRange((at[2] - at[1]).TotalSeconds, 1.4, 2.5);
        Assert.InRange((at[3] - at[2]).TotalSeconds, 2.9, 4.6);
    }
}
