using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.IngestHealth;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.IngestHealth;

public sealed class IngestQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTime Midnight = new(2026, 11, 19, 23, 0, 0, DateTimeKind.Utc); // of the 20th in Berlin

    private IngestQueries Queries => new(postgres.Database, new(postgres.Database));

    [Fact]
    public async Task Find_TwoDays_AddsUpByHourAndInAll()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await HealthAsync(store, Midnight, accepted: 10, duplicates: 2, rejected: 1, refused: 3, held: 4);
        await HealthAsync(store, Midnight.AddHours(47), accepted: 5);
        await HealthAsync(store, Midnight.AddHours(-1), accepted: 100);
        await HealthAsync(store, Midnight.AddHours(48), accepted: 100);

        var report = await Queries.FindAsync(store.TenantId, Berlin.Days(11, 20, 21), Cancel);

        Assert.Equal(new(2, 3, 15, 4, 2, 1, 0, 0), report.Totals);
        Assert.Equal(48, report.Buckets.Count);
        Assert.Equal((10, 5, 0), (report.Buckets[0].Figures.Accepted, report.Buckets[47].Figures.Accepted,
            report.Buckets[1].Figures.Accepted));
    }

    [Fact]
    public async Task Find_LongerRange_AddsUpByTheStoresDays()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await HealthAsync(store, Midnight, accepted: 10);
        await HealthAsync(store, Midnight.AddHours(23), accepted: 1);
        await HealthAsync(store, Midnight.AddHours(24), accepted: 5);

        var report = await Queries.FindAsync(store.TenantId, Berlin.Days(11, 20, 22), Cancel);

        Assert.Equal([11, 5, 0], report.Buckets.Select(bucket => bucket.Figures.Accepted));
    }

    [Fact]
    public async Task Find_LateAndBots_ComeFromTheEventsThemselves()
    {
        var store = await ProjectedStore.WithAsync(
            postgres.Database,
            new TestEvent(EventName.PageViewed, Midnight),
            new TestEvent(EventName.PageViewed, Midnight) { ReceivedAt = Midnight.AddHours(2) },
            new TestEvent(EventName.PageViewed, Midnight) { IsBot = true },
            new TestEvent("cart_viewed", Midnight) { IsBot = true, ReceivedAt = Midnight.AddHours(2) });

        var totals = (await Queries.FindAsync(store.TenantId, Berlin.Days(11, 20, 20), Cancel)).Totals;

        Assert.Equal((2, 2), (totals.Late, totals.Bots));
    }

    [Fact]
    public async Task Find_Reasons_AreTheMostFrequentFirstWithTheLatestExample()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await ReasonAsync(store, Midnight, "missing_event", false, 1, "first");
        await ReasonAsync(store, Midnight.AddHours(3), "missing_event", false, 2, "latest");
        await ReasonAsync(store, Midnight, "rate_limited", true, 7, "Slow down.");
        await ReasonAsync(store, Midnight.AddHours(-1), "too_deep", false, 99, "before");

        var reasons = (await Queries.FindAsync(store.TenantId, Berlin.Days(11, 20, 20), Cancel)).Reasons;

        Assert.Equal(
            [new RefusalReason("rate_limited", true, 1, 7, "Slow down.", Midnight),
                new("missing_event", false, 2, 3, "latest", Midnight.AddHours(3))], reasons);
    }

    [Fact]
    public async Task Lag_OfTheLatestEvents_IsFromHappeningToArrival()
    {
        var now = DateTime.UtcNow;
        var store = await ProjectedStore.WithAsync(
            postgres.Database,
            [.. Enumerable.Range(1, 100).Select(seconds => new TestEvent(EventName.PageViewed,
                now.AddSeconds(-seconds)) { ReceivedAt = now }),
             new TestEvent(EventName.PageViewed, now.AddDays(-2)) { ReceivedAt = now.AddDays(-2).AddHours(5) }]);

        var lag = await Queries.LagAsync(store.TenantId, now, Cancel);

        Assert.Equal(100, lag.Sampled);
        Assert.Equal(50.5, lag.Median!.Value.TotalSeconds, 0.01);
        Assert.Equal(95.05, lag.Slowest!.Value.TotalSeconds, 0.01); // between the 95th and the 96th, as percentile_cont interpolates
        Assert.Equal((0, 0, 101), (lag.Pending, lag.Held, lag.ReadModels!.Events));
    }

    [Fact]
    public async Task Lag_EventsThatWait_AreCounted()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await TestEvent.WriteAsync(postgres.Database, store, new TestEvent(EventName.PageViewed, DateTime.UtcNow),
            new TestEvent(EventName.PageViewed, DateTime.UtcNow));
        var held = await TestEvent.WriteAsync(postgres.Database, store, new TestEvent(EventName.PageViewed, DateTime.UtcNow));
        await postgres.Database.ExecuteAsync("update event_batches set held = true where tenant_id = $1 and batch_id = $2", store.TenantId,
            held);

        var lag = await Queries.LagAsync(store.TenantId, DateTimeOffset.UtcNow, Cancel);

        Assert.Equal((2, 1), (lag.Pending, lag.Held));
    }

    [Fact]
    public async Task Health_OtherTenant_IsEmpty()
    {
        var store = await ProjectedStore.WithAsync(postgres.Database, new TestEvent(EventName.PageViewed, DateTime.UtcNow));
        await HealthAsync(store, Midnight, accepted: 10);
        await ReasonAsync(store, Midnight, "missing_event", false, 1, "secret");
        var stranger = await TestStore.CreateAsync(postgres.Database);

        var report = await Queries.FindAsync(stranger.TenantId, Berlin.Days(11, 20, 20), Cancel);
        var lag = await Queries.LagAsync(stranger.TenantId, DateTimeOffset.UtcNow, Cancel);

        Assert.Equal(IngestFigures.None, report.Totals);
        Assert.Empty(report.Reasons);
        Assert.Equal((null, 0, 0, 0), (lag.Median, lag.Sampled, lag.Pending, lag.Held));
    }

    private Task<int> HealthAsync(
        TestStore store, DateTime hour, long accepted = 0, long duplicates = 0, long rejected = 0, long refused = 0, long held = 0) =>
        postgres.Database.ExecuteAsync("""
            insert into ingest_health (tenant_id, hour, requests, refused, accepted, held, duplicates, rejected)
              values ($1, $2, 1, $3, $4, $5, $6, $7)
            """, store.TenantId, hour, refused, accepted, held, duplicates, rejected);

    private Task<int> ReasonAsync(TestStore store, DateTime hour, string code, bool isRequest, long messages, string last) => postgres.Database.ExecuteAsync("""
        insert into ingest_rejections (tenant_id, hour, code, is_request, requests, messages, last_message, last_at)
          values ($1, $2, $3, $4, 1, $5, $6, $2)
        """, store.TenantId, hour, code, isRequest, messages, last);
}
