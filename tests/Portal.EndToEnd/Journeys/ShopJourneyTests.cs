using Microsoft.Playwright;
using Portal.EndToEnd.Pages;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>From a visitor's click in a shop on another origin to the owner's live page.</summary>
public sealed class ShopJourneyTests(PortalApp portal, BrowserFixture browser) : IClassFixture<PortalApp>
{
    // From the click to the change on the owner's screen, the tracker's own gathering of 300 ms included. A machine that is
    // busy with other tests may hold one step back, never for long; the benchmark `live` has the percentiles of a quiet one.
    private const double OneSecond = 1000;
    private const double Never = 4000;

    [Fact]
    public async Task Visit_WhileTheOwnerLooks_ShowsEachStepWithinASecond()
    {
        var owner = await TestOwner.CreateAsync(portal);
        await using var shop = await OpenShopAsync(owner.Store.WriteKey);
        await using var office = await browser.NewContextAsync();
        var live = await owner.OpenLiveAsync(office, portal);
        await using var visitor = await browser.NewContextAsync();
        var visit = await ShopPage.OpenAsync(visitor, shop);
        await live.Page.Locator("[data-event=page_viewed]").First.WaitForAsync();

        var delays = new Dictionary<string, double>
        {
            ["product_viewed"] = await DelayAsync(visit, live, "product_viewed", visit.ViewAsync),
            ["product_added"] = await DelayAsync(visit, live, "product_added", visit.AddAsync),
            ["order_completed"] = await DelayAsync(visit, live, "order_completed", visit.BuyAsync),
        };

        TestContext.Current.SendDiagnosticMessage(
            $"From click to screen: {string.Join(", ", delays.Select(d => $"{d.Key} {d.Value:0} ms"))}");
        Assert.All(delays, delay => Assert.True(delay.Value <= Never, $"{delay.Key} took {delay.Value:0} ms"));
        Assert.True(delays.Values.Order().ElementAt(1) <= OneSecond, $"Most steps took longer: {string.Join(", ", delays)}");
        Assert.Equal(ShopPage.Price, await live.RevenueTodayAsync());
        Assert.Equal(1, await live.OrdersTodayAsync());
        await Assertions.Expect(live.Page.Locator("[data-figure=active-visitors]")).ToHaveTextAsync("1");
        Assert.Equal(1, await live.Page.EvaluateAsync<int>("() => performance.getEntriesByType('navigation').length"));
        Assert.Empty(visit.Errors);
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task PortalStopped_WhileTheVisitorShops_LosesAndRepeatsNothing()
    {
        var store = (await TestOwner.CreateAsync(portal)).Store;
        await using var shop = await OpenShopAsync(store.WriteKey);
        await using var visitor = await browser.NewContextAsync();
        var visit = await ShopPage.OpenAsync(visitor, shop);
        await visit.ViewAsync();
        var usual = await visit.LoadTimeAsync();
        await UntilStoredAsync(store.TenantId, 3);
        await portal.StopAsync();

        await visit.AddAsync();
        await visit.GotoAsync("/");
        await visit.ViewAsync();
        var whileDown = await visit.LoadTimeAsync();
        await visit.AddAsync();
        await visit.BuyAsync();
        await portal.StartAsync();
        await visit.GotoAsync("/");
        await UntilStoredAsync(store.TenantId, 10);
        await Task.Delay(1500, TestContext.Current.CancellationToken);

        var stored = await portal.Database.ListAsync<string>("select name from events where tenant_id = $1 order by name", store.TenantId);
        Assert.Equal(
            ["order_completed", .. Enumerable.Repeat("page_viewed", 5), .. Enumerable.Repeat("product_added", 2),
                .. Enumerable.Repeat("product_viewed", 2)], stored);
        Assert.Equal(0L, await portal.Database.ScalarAsync<long>(
            "select count(*) - count(distinct message_id) from events where tenant_id = $1", store.TenantId));
        Assert.True(whileDown < usual + 250, $"A page took {whileDown:0} ms while the portal was down, {usual:0} ms before.");
        Assert.Empty(visit.Errors);
    }

    private static async Task<double> DelayAsync(ShopPage visit, LivePage live, string eventName, Func<Task> step)
    {
        await live.WatchForAsync(eventName);
        await step();
        return await live.SeenAtAsync() - await visit.ClickedAtAsync();
    }

    private async Task<StaticShop> OpenShopAsync(string writeKey)
    {
        var shop = new StaticShop
        {
            Head = StaticShop.InlineLoader(portal.Address.OriginalString.TrimEnd('/'), writeKey),
            Body = ShopPage.Body
        };
        await shop.StartAsync();
        return shop;
    }

    private async Task UntilStoredAsync(Guid tenantId, long count)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await portal.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", tenantId) >= count) return;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail(
            $"Fewer than {count} events are stored: "
                + $"{string.Join(", ", await portal.Database.ListAsync<string>("select name from events where tenant_id = $1", tenantId))}");
    }
}
