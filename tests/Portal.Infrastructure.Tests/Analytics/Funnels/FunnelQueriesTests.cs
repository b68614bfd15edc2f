using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Testing;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Funnels;

public sealed class FunnelQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTime Noon = new(2026, 11, 16, 11, 0, 0, DateTimeKind.Utc);
    private static readonly FunnelDefinition Buy = new([new("product_viewed"), new("order_completed")], TimeSpan.FromDays(1));

    [Fact]
    public async Task Find_FirstStepOnTheLastDay_MayFinishAfterTheRange()
    {
        var store = await StoreAsync(View(Noon, "a"), Order(Noon.AddHours(23), "a"), View(Noon, "b"), Order(Noon.AddHours(25), "b"));

        Assert.Equal((2, 1), await PeopleAsync(store));
    }

    [Fact]
    public async Task Find_FirstStepBeforeOrAfterTheRange_DoesNotCount()
    {
        var store = await StoreAsync(View(Noon.AddDays(-1), "a"), Order(Noon, "a"), View(Noon.AddDays(1), "b"),
            Order(Noon.AddDays(1), "b"));

        Assert.Equal((0, 0), await PeopleAsync(store));
    }

    [Fact]
    public async Task Find_ClockSetToAnotherDay_CountsByWhenItHappened()
    {
        var store = await StoreAsync(View(Noon, "a"), Order(Noon.AddMinutes(5), "a"));
        await postgres.Database.ExecuteAsync("update events set event_day = '1970-01-01' where tenant_id = $1 and name = 'order_completed'",
            store.TenantId);

        Assert.Equal((1, 1), await PeopleAsync(store));
    }

    [Fact]
    public async Task Find_HeldEvents_AreLeftOutUntilTheyAreReleased()
    {
        var store = await StoreAsync(View(Noon, "a"));
        var held = await TestEvent.WriteAsync(postgres.Database, store, Order(Noon.AddHours(1), "a"));
        await postgres.Database.ExecuteAsync("update event_batches set held = true where tenant_id = $1 and batch_id = $2", store.TenantId,
            held);

        Assert.Equal((1, 0), await PeopleAsync(store));
        await postgres.Database.ExecuteAsync("update event_batches set held = false where tenant_id = $1", store.TenantId);
        Assert.Equal((1, 1), await PeopleAsync(store));
    }

    [Fact]
    public async Task Find_MoreEventsThanAreCountedAtOnce_Refuses()
    {
        var store = await StoreAsync([.. Enumerable.Range(0, 11).Select(number => View(Noon.AddSeconds(number), $"b-{number}"))]);
        using var queries = new FunnelQueries(postgres.Database, Answers(), Kept, TimeProvider.System, maxEvents: 10);

        Assert.Equal(new FunnelAnswer.TooMany(10), await queries.FindAsync(store.TenantId, Buy, Day, Cancel));
    }

    [Fact]
    public async Task Find_AskedAgainWithinAMinute_IsTheSameAnswerThoughEventsCame()
    {
        var store = await StoreAsync(View(Noon, "a"));
        var clock = new MovableClock();
        using var queries = new FunnelQueries(postgres.Database, new ResultCache(new ReadModelQueries(postgres.Database), time: clock),
            Kept, clock);
        var rows = new ReadModelRows(postgres.Database, store);
        await rows.ProjectedAsync(1);

        var first = await queries.FindAsync(store.TenantId, Buy, Day, Cancel);
        await rows.ProjectedAsync(2);
        Assert.Same(first, await queries.FindAsync(store.TenantId, Buy with { Steps = [.. Buy.Steps] }, Day, Cancel));
        clock.Advance(TimeSpan.FromMinutes(2));

        var later = await queries.FindAsync(store.TenantId, Buy, Day, Cancel);
        Assert.Equal(clock.GetUtcNow(), ((FunnelAnswer.Counted)later).At);
    }

    [Fact]
    public async Task Find_FilterWithQuotes_IsText()
    {
        var store = await StoreAsync(new TestEvent("product_viewed", Noon) { Properties = """{"it's":"a 'b' %_ \\"}""" });
        var funnel = Buy with
        {
            Steps = [new("product_viewed",
            new EventFilter(FilterField.Property, "it's", FilterOperator.Contains, "'b' %_ \\")), Buy.Steps[1]]
        };

        Assert.Equal((1, 0), await PeopleAsync(store, funnel));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNobody()
    {
        await StoreAsync(View(Noon, "a"), Order(Noon.AddHours(1), "a"));

        Assert.Equal((0, 0), await PeopleAsync(await TestStore.CreateAsync(postgres.Database)));
    }

    private static AnalyticsRange Day => new(new(new(2026, 11, 16), new(2026, 11, 16)), "Europe/Berlin");

    private static TestEvent View(DateTime at, string browser) => new("product_viewed", at) { AnonymousId = browser };

    private static TestEvent Order(DateTime at, string browser) =>
        new("order_completed", at) { AnonymousId = browser, OrderId = "o-" + browser };

    private OccurrenceDays Kept => new(postgres.Database, new(postgres.Database, TimeProvider.System));

    private ResultCache Answers() => new(new ReadModelQueries(postgres.Database));

    private async Task<TestStore> StoreAsync(params TestEvent[] events)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await TestEvent.WriteAsync(postgres.Database, store, events);
        return store;
    }

    private async Task<(long First, long Second)> PeopleAsync(TestStore store, FunnelDefinition? funnel = null)
    {
        using var queries = new FunnelQueries(postgres.Database, Answers(), Kept, TimeProvider.System);
        var answer = await queries.FindAsync(store.TenantId, funnel ?? Buy, Day, Cancel);
        var steps = ((FunnelAnswer.Counted)answer).Figures.Steps;
        return (steps[0].People, steps[1].People);
    }
}
