using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Paths;
using Portal.Testing;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Days;

public sealed class PrecomputeDailyResultsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Zone = "Europe/Berlin";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTime Noon = new(2026, 3, 28, 12, 0, 0, DateTimeKind.Utc);
    private static readonly MovableClock Clock = new(Noon.AddDays(2));

    private OccurrenceDays Days => new(postgres.Database, new(postgres.Database, Clock));

    [Fact]
    public async Task Run_LargeStore_KeepsEveryDayUntilYesterdayOnce()
    {
        var store = await StoreAsync(View("a", Noon), View("b", Noon.AddDays(1)));

        Assert.True(await RunAsync(store, minEvents: 2));
        var kept = await KeptAsync(store);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await RunAsync(store, minEvents: 2));

        Assert.Equal(5 * PrecomputeDailyResults.Days, kept.Count);
        Assert.Equal(kept, await KeptAsync(store));
    }

    [Fact]
    public async Task Run_SmallStore_KeepsNothing()
    {
        var store = await StoreAsync(View("a", Noon));

        Assert.False(await RunAsync(store, minEvents: 2));
        Assert.Empty(await KeptAsync(store));
    }

    [Fact]
    public async Task Run_EventComesLate_ReadsItsDayAgain()
    {
        var store = await StoreAsync(View("a", Noon), View("b", Noon.AddDays(1)));
        await RunAsync(store, minEvents: 2);

        await store.ProjectAsync(postgres.Database, View("late", Noon.AddHours(1)));

        Assert.Equal(3, await PeopleAsync(store));
        await RunAsync(store, minEvents: 2);
        await postgres.Database.ExecuteAsync("delete from events where tenant_id = $1", store.TenantId);
        Assert.Equal(3, await PeopleAsync(store));
    }

    // The events are gone, so that only what is kept can be counted.
    [Fact]
    public async Task Find_KeptDays_AreNotReadFromTheEvents()
    {
        var store = await StoreAsync(View("a", Noon), View("b", Noon.AddDays(1)));
        await RunAsync(store, minEvents: 2);

        await postgres.Database.ExecuteAsync("delete from events where tenant_id = $1", store.TenantId);

        Assert.Equal(2, await PeopleAsync(store));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothingThatIsKept()
    {
        await RunAsync(await StoreAsync(View("a", Noon), View("b", Noon.AddDays(1))), minEvents: 2);

        Assert.Equal(0, await PeopleAsync(await TestStore.CreateAsync(postgres.Database)));
    }

    private static TestEvent View(string browser, DateTime at) => new("product_viewed", at) { MessageId = browser, AnonymousId = browser };

    private async Task<TestStore> StoreAsync(params TestEvent[] events)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, events);
        await postgres.Database.ExecuteAsync(
            "insert into goals (tenant_id, id, name, match, created_at) values ($1, gen_random_uuid(), 'View', 'product_viewed', now())",
            store.TenantId);
        return store;
    }

    private async Task<bool> RunAsync(TestStore store, long minEvents)
    {
        var (cache, answers) = (new ResultCache(new ReadModelQueries(postgres.Database)), new DailyResultCache(postgres.Database, Clock));
        using var paths = new PathQueries(postgres.Database, cache, answers, Clock);
        return await new PrecomputeDailyResults(
            postgres.Database, Days, new(postgres.Database, cache, answers), paths, new(postgres.Database, postgres.Db, cache, answers),
            new(postgres.Database, cache, answers), new(postgres.Database, cache, answers, Clock), Clock, minEvents)
            .RunAsync(store.TenantId, Zone, Cancel);
    }

    private Task<List<DateTime>> KeptAsync(TestStore store) => postgres.Database.ListAsync<DateTime>(
        "select made_at from day_answers where tenant_id = $1 order by question, day", store.TenantId);

    private async Task<long> PeopleAsync(TestStore store)
    {
        var range = new AnalyticsRange(new(new(2026, 3, 28), new(2026, 3, 29)), Zone);
        var funnel = new FunnelDefinition([new("product_viewed"), new("order_completed")], TimeSpan.FromHours(1));
        using var queries = new FunnelQueries(postgres.Database, new ResultCache(new ReadModelQueries(postgres.Database)), Days, Clock);
        return ((FunnelAnswer.Counted)await queries.FindAsync(store.TenantId, funnel, range, Cancel)).Figures.Steps[0].People;
    }
}
