using Portal.Domain.Analytics;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class OverviewQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateOnly Monday = new(2026, 11, 16);

    private readonly OverviewQueries _overview = new(postgres.Database, new ResultCache(new ReadModelQueries(postgres.Database)));

    [Fact]
    public async Task Find_ThreeDays_AddsThemUpAndShowsEachDay()
    {
        var (store, rows) = await StoreAsync();
        await rows.TrafficAsync(Monday, sessions: 10, newSessions: 4, bounces: 5, seconds: 600, pageViews: 30, orders: 1, revenue: 20);
        await rows.TrafficAsync(Monday.AddDays(2), sessions: 30, bounces: 5, seconds: 1_000, pageViews: 70, orders: 3, revenue: 80.50m);
        await rows.TrafficAsync(Monday.AddDays(3), sessions: 1_000);
        await rows.TrafficAsync(Monday, "channel", "direct", sessions: 10);

        var overview = await _overview.FindAsync(store.TenantId, Range(Monday, 3), Cancel);

        Assert.Equal(new TrafficFigures(40, 4, 10, 1_600, 100, 4, 4, 100.50m, 0, 0), overview.Figures);
        Assert.Equal((0.25m, 40m, 0.1m), (overview.Figures.BounceRate, overview.Figures.AverageDuration, overview.Figures.Conversion));
        Assert.Equal([10L, 0, 30], overview.Points.Select(point => point.Figures.Sessions));
    }

    [Fact]
    public async Task Find_OneDay_ShowsItsHours()
    {
        var (store, rows) = await StoreAsync();
        await rows.TrafficAsync(Monday, sessions: 2, hour: 9);
        await rows.TrafficAsync(Monday, sessions: 5, hour: 23);

        var overview = await _overview.FindAsync(store.TenantId, Range(Monday, 1), Cancel);

        Assert.Equal(24, overview.Points.Count);
        Assert.Equal((2L, 5L, 7L), (overview.Points[9].Figures.Sessions, overview.Points[23].Figures.Sessions, overview.Figures.Sessions));
    }

    [Fact]
    public async Task Find_OnePersonWithTwoBrowsersOnTwoDays_IsOneVisitor()
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database,
            Visit(0, "phone") with { UserId = "anna" }, Visit(0, "laptop") with { UserId = "anna" }, Visit(1, "laptop"), Visit(1, "bert"));

        var overview = await _overview.FindAsync(store.TenantId, Range(Monday, 3), Cancel);

        Assert.Equal(2, overview.Visitors);
        Assert.Equal([1L, 2, 0], overview.Points.Select(point => point.Visitors));
    }

    [Fact]
    public async Task Find_Bots_CountOnlyWhenAskedFor()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, Visit(0, "anna"), Visit(1, "anna"),
            Visit(0, "robot") with { IsBot = true });

        var people = await _overview.FindAsync(store.TenantId, Range(Monday, 3), Cancel);
        var all = await _overview.FindAsync(store.TenantId, Range(Monday, 3) with { IncludeBots = true }, Cancel);

        Assert.Equal((2L, 1L), (people.Figures.Sessions, people.Visitors));
        Assert.Equal((3L, 2L), (all.Figures.Sessions, all.Visitors));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing()
    {
        var (_, rows) = await StoreAsync();
        var (stranger, _) = await StoreAsync();
        await rows.TrafficAsync(Monday, sessions: 3);
        await ProjectedStore.WithAsync(postgres.Database, Visit(0, "anna"));

        var overview = await _overview.FindAsync(stranger.TenantId, Range(Monday, 3), Cancel);

        Assert.Equal((0, TrafficFigures.None), (overview.Visitors, overview.Figures));
    }

    private static TestEvent Visit(int day, string who) =>
        new(EventName.PageViewed, Monday.AddDays(day).ToDateTime(new(9, 0), DateTimeKind.Utc)) { AnonymousId = who, Path = "/" };

    private static AnalyticsRange Range(DateOnly from, int days) => new(new(from, from.AddDays(days - 1)), "Europe/Berlin");

    private async Task<(TestStore, ReadModelRows)> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        return (store, new(postgres.Database, store));
    }
}
