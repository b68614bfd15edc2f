using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Speed;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class SpeedQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly AnalyticsRange Week = AnalyticsStory.Week;

    private readonly SpeedQueries _speed = new(postgres.Database, new(new(postgres.Database)), new(postgres.Database, TimeProvider.System));

    [Fact]
    public async Task Find_EveryDevice_IsCountedByHand()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, SpeedStory.Events);

        var figures = await _speed.FindAsync(store.TenantId, Week, null, Cancel);

        Assert.Equal(
            [
                new(WebVital.LargestPaint, 2_500, 4, 3, 0, 1),
                new(WebVital.Interaction, 210, 3, 2, 1, 0),
                new(WebVital.LayoutShift, 1_000, 3, 3, 0, 0),
                new(WebVital.FirstPaint, 1_800, 4, 3, 0, 1),
                new(WebVital.FirstByte, 810, 5, 3, 1, 1),
            ],
            figures);
        Assert.Equal([WebVitalRating.Good, WebVitalRating.NeedsImprovement, WebVitalRating.Good, WebVitalRating.Good,
            WebVitalRating.NeedsImprovement], figures.Select(figure => figure.Rating!.Value));
    }

    [Fact]
    public async Task Find_OneDeviceOrRobotsToo_CountsTheseAlone()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, SpeedStory.Events);

        var phones = await _speed.FindAsync(store.TenantId, Week, "mobile", Cancel);
        var tablets = await _speed.FindAsync(store.TenantId, Week, "tablet", Cancel);
        var everyone = await _speed.FindAsync(store.TenantId, Week with { IncludeBots = true }, null, Cancel);

        Assert.Equal(new(WebVital.LargestPaint, 2_400, 2, 2, 0, 0), phones[0]);
        Assert.All(tablets, figures => Assert.Equal((null, 0L, null), (figures.Kept, figures.Samples, figures.Rating)));
        Assert.Equal(new(WebVital.LargestPaint, 4_100, 5, 3, 0, 2), everyone[0]);
    }

    [Fact]
    public async Task Days_OfOneMeasurement_LeaveOutDaysWithoutSamples()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, SpeedStory.Events);

        var days = await _speed.DaysAsync(store.TenantId, Week, null, WebVital.LargestPaint, Cancel);

        Assert.Equal([new(AnalyticsStory.Monday, WebVital.LargestPaint, 2_400, 2),
            new(AnalyticsStory.Monday.AddDays(1), WebVital.LargestPaint, 4_100, 2)], days);
    }

    [Fact]
    public async Task List_Pages_HasEachMeasurementOfEachPage()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, SpeedStory.Events);
        var tea = new PageSpeed("/tea", 3, 4_100, 90, 0, 3_100, 1_900);
        var front = new PageSpeed("/", 2, 2_400, 210, 1_000, 1_800, 810);

        Assert.Equal([tea, front], (await _speed.ListAsync(store.TenantId, Week, null, TableQuery.First, Cancel)).Rows);
        Assert.Equal([front, tea], (await _speed.ListAsync(store.TenantId, Week, null, TableQuery.First with { Sort = "lcp" },
            Cancel)).Rows);
        Assert.Equal([tea], (await _speed.ListAsync(store.TenantId, Week, null, TableQuery.First with { Search = "TEA" }, Cancel)).Rows);
        Assert.Equal([front with { }, new("/tea", 1, null, null, null, null, 120)],
            (await _speed.ListAsync(store.TenantId, Week, "mobile", TableQuery.First, Cancel)).Rows);
        Assert.Equal(2, (await _speed.ListAsync(store.TenantId, Week, null, TableQuery.First with { Size = 1 }, Cancel)).Total);
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing()
    {
        await ProjectedStore.WithAsync(postgres.Database, SpeedStory.Events);
        var stranger = (await TestStore.CreateAsync(postgres.Database)).TenantId;

        Assert.All(await _speed.FindAsync(stranger, Week, null, Cancel), figures => Assert.Equal(0, figures.Samples));
        Assert.Empty(await _speed.DaysAsync(stranger, Week, null, WebVital.LargestPaint, Cancel));
        Assert.Empty((await _speed.ListAsync(stranger, Week, null, TableQuery.First, Cancel)).Rows);
    }

    [Fact]
    public async Task Events_OfPageSpeedAlone_MakeNoSessionAndNoVisitor()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, SpeedStory.Events);

        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select (select count(*) from sessions where tenant_id = $1) + (select count(*) from visitor_days where tenant_id = $1)",
            store.TenantId));
    }

    [Fact]
    public async Task Forget_AVisitor_TakesItsMeasurementsBack()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, SpeedStory.Events);

        await new ForgetVisitors(postgres.Database, new(new()))
            .RunAsync(store.TenantId, Domain.Events.VisitorId.OfAnonymous("carl"), Cancel);

        Assert.Equal(new PageSpeed("/tea", 2, 2_500, null, null, 700, 200),
            (await _speed.ListAsync(store.TenantId, Week, null, TableQuery.First with { Search = "tea" }, Cancel)).Rows[0]);
        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from web_vital_rollups where tenant_id = $1 and samples < 1", store.TenantId));
    }
}
