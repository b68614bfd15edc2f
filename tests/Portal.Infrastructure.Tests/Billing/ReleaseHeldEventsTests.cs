using Portal.Domain.Billing;
using Portal.Infrastructure.Billing;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Billing;

public sealed class ReleaseHeldEventsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly MovableClock _clock = new(new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Run_StillOverTheQuota_KeepsThemHeld()
    {
        var store = await HoldingStoreAsync();

        Assert.Equal(0, await RunAsync(store, PlanCatalogue.Free));

        Assert.Equal(110_000, await HeldAsync(store));
    }

    [Fact]
    public async Task Run_PlanIsRaised_ReleasesAllOnce()
    {
        var store = await HoldingStoreAsync();

        Assert.Equal(110_000, await RunAsync(store, PlanCatalogue.Starter));
        Assert.Equal(0, await RunAsync(store, PlanCatalogue.Starter));

        Assert.Equal(0, await HeldAsync(store));
    }

    [Fact]
    public async Task Run_NextMonth_ReleasesThoseOfTheMonthBefore()
    {
        var store = await HoldingStoreAsync();
        _clock.Advance(TimeSpan.FromDays(20));
        await HoldAsync(store, batch: 2, events: 105_000, "2026-04-08");

        Assert.Equal(110_000, await RunAsync(store, PlanCatalogue.Free));

        Assert.Equal(105_000, await HeldAsync(store));
    }

    [Fact]
    public async Task Run_PlanWithoutQuota_ReleasesAll() =>
        Assert.Equal(110_000, await RunAsync(await HoldingStoreAsync(), PlanCatalogue.Unmetered));

    [Fact]
    public async Task Run_OtherTenant_KeepsItsOwn()
    {
        var (mine, theirs) = (await HoldingStoreAsync(), await HoldingStoreAsync());

        await RunAsync(mine, PlanCatalogue.Scale);

        Assert.Equal(110_000, await HeldAsync(theirs));
    }

    private Task<long> RunAsync(TestStore store, Plan plan) =>
        new ReleaseHeldEvents(postgres.Database, _clock).RunAsync(store.TenantId, plan, TestContext.Current.CancellationToken);

    private async Task<TestStore> HoldingStoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database, plan: "free");
        await HoldAsync(store, batch: 1, events: 110_000, "2026-03-18");
        return store;
    }

    private Task<int> HoldAsync(TestStore store, long batch, int events, string day) => postgres.Database.ExecuteAsync("""
        insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to, held)
        values ($1, $2, $3, $4, $4, $4::timestamp at time zone 'UTC', $4::timestamp at time zone 'UTC', true)
        """, store.TenantId, batch, events, DateOnly.Parse(day, null));

    private Task<long> HeldAsync(TestStore store) => postgres.Database.ScalarAsync<long>(
        "select coalesce(sum(events), 0)::bigint from event_batches where tenant_id = $1 and held", store.TenantId);
}
