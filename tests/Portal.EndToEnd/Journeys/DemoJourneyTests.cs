using System.Diagnostics;
using Microsoft.Playwright;
using Portal.EndToEnd.Pages;
using Portal.Testing.Data;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>What a curious person sees of the demo store without an account.</summary>
[Collection(DemoPortal.Collection)]
public sealed class DemoJourneyTests(DemoPortal portal, BrowserFixture browser)
{
    [Fact]
    public async Task ExploreTheDemo_FromTheSignInPage_ShowsTheFiguresOfTheDatabase()
    {
        await using var context = await browser.NewContextAsync();
        var signIn = await new SignInPage(await context.NewPageAsync(), portal.Address).OpenAsync();
        var before = await TodayAsync();
        await portal.CatchUpAsync();

        var home = await signIn.ExploreDemoAsync();
        await home.WaitUntilLoadedAsync();
        var (revenue, orders) = (await home.FigureAsync("Revenue"), await home.FigureAsync("Orders"));

        // The simulator may have sold something between the two looks into the table.
        var after = await TodayAsync();
        Assert.InRange(revenue, before.Revenue, after.Revenue);
        Assert.InRange(orders, before.Orders, after.Orders);
        Assert.Empty(home.Errors);
    }

    [Fact]
    public async Task Simulator_RunThenPaused_MovesTheLivePageThenStopsIt()
    {
        await using var context = await browser.NewContextAsync();
        var owner = portal.Access.Owner!;
        await (await new SignInPage(await context.NewPageAsync(), portal.Address).OpenAsync()).SignInAsync(owner.Email, owner.Password);
        var live = await new LivePage(context.Pages[0], portal.Address).OpenAsync(portal.Slug);
        var newest = await live.NewestAsync();

        await Eventually(async () => await live.NewestAsync() != newest, "The live page did not move.", 120);
        await live.PauseSimulator.ClickAsync();
        await live.RunSimulator.WaitForAsync();
        await Task.Delay(3000, TestContext.Current.CancellationToken); // what was on its way arrives
        var (stored, shown) = (await StoredAsync(), await live.NewestAsync());
        await Task.Delay(6000, TestContext.Current.CancellationToken);

        Assert.Equal(stored, await StoredAsync());
        Assert.Equal(shown, await live.NewestAsync());
        Assert.Equal((await TodayAsync()).Revenue, await live.RevenueTodayAsync());
        await live.RunSimulator.ClickAsync();
        await live.PauseSimulator.WaitForAsync();
        Assert.Empty(live.Errors);
    }

    private static async Task Eventually(Func<Task<bool>> condition, string otherwise, int seconds)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(seconds), otherwise);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private Task<long> StoredAsync() =>
        portal.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", portal.TenantId);

    // Counted here in words of its own: each order once, of the store's own day, in the store's currency.
    private async Task<(decimal Revenue, decimal Orders)> TodayAsync()
    {
        const string Today = """
            from (
              select order_id, (array_agg(revenue order by received_at))[1] as revenue
              from events
              where tenant_id = $1 and name = 'order_completed'
                and (occurred_at at time zone 'Asia/Jakarta')::date = ($2 at time zone 'Asia/Jakarta')::date
              group by order_id
            ) as orders
            """;
        return (
            await portal.Database.ScalarAsync<decimal>($"select coalesce(sum(revenue), 0) {Today}", portal.TenantId,
                portal.Clock.GetUtcNow()),
            await portal.Database.ScalarAsync<long>($"select count(*) {Today}", portal.TenantId, portal.Clock.GetUtcNow()));
    }
}
