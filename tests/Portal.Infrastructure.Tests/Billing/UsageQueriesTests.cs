using Portal.Domain.Billing;
using Portal.Infrastructure.Billing;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Billing;

public sealed class UsageQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly MovableClock _clock = new(new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Month_SlotsAndDays_AreAddedUpBesideTheMonthBefore()
    {
        var store = await StoreAsync(("2026-03-01", 0, 10), ("2026-03-01", 1, 5), ("2026-03-04", 0, 7), ("2026-02-28", 0, 3),
            ("2026-01-31", 0, 99));

        var report = await Queries().MonthAsync(store.TenantId, Cancelled);

        Assert.Equal([15, 0, 0, 7], report.Days);
        Assert.Equal(28, report.DaysBefore.Count);
        Assert.Equal((3L, 3L), (report.DaysBefore[27], report.DaysBefore.Sum()));
        Assert.Equal((PlanCatalogue.Free, 22L, QuotaState.Within), (report.Plan, report.Standing.Used, report.Standing.State));
        Assert.Equal((new DateOnly(2026, 3, 1), 0L, false), (report.Month, report.Held, report.IsEmpty));
    }

    [Fact]
    public async Task Month_NewStore_IsEmpty() =>
        Assert.True((await Queries().MonthAsync((await StoreAsync()).TenantId, Cancelled)).IsEmpty);

    [Fact]
    public async Task Month_OverTheQuota_GraceBeganWhenThisPlansQuotaWasCrossed()
    {
        var store = await StoreAsync(("2026-03-02", 0, 100_500));
        await CrossAsync(store, "2026-03-01", 50_000, "2026-03-01T00:00:00Z");
        await CrossAsync(store, "2026-03-01", 100_000, "2026-03-03T06:00:00Z");
        await CrossAsync(store, "2026-02-01", 100_000, "2026-02-03T06:00:00Z");
        await HoldAsync(store, 1, 300);
        await HoldAsync(store, 2, 200);

        var report = await Queries().MonthAsync(store.TenantId, Cancelled);

        Assert.Equal((QuotaState.Grace, 500L), (report.Standing.State, report.Held));
        Assert.Equal(new(2026, 3, 10, 6, 0, 0, TimeSpan.Zero), report.Standing.GraceEndsAt);
        Assert.Equal(report.Standing, await Queries().StandingAsync(store.TenantId, Cancelled));
    }

    [Fact]
    public async Task Month_OtherTenant_IsNotCounted()
    {
        var mine = await StoreAsync(("2026-03-02", 0, 1));
        var theirs = await StoreAsync(("2026-03-02", 0, 100_000));
        await CrossAsync(theirs, "2026-03-01", 100_000, "2026-03-03T06:00:00Z");
        await HoldAsync(theirs, 1, 300);

        var report = await Queries().MonthAsync(mine.TenantId, Cancelled);

        Assert.Equal((1L, 0L, QuotaState.Within), (report.Standing.Used, report.Held, report.Standing.State));
    }

    private UsageQueries Queries() => new(postgres.Database, _clock);

    private async Task<TestStore> StoreAsync(params (string Day, int Slot, long Events)[] usage)
    {
        var store = await TestStore.CreateAsync(postgres.Database, plan: "free");
        foreach (var (day, slot, events) in usage)
        {
            await postgres.Database.ExecuteAsync(
                "insert into event_usage (tenant_id, day, slot, events) values ($1, $2, $3, $4)", store.TenantId, DateOnly.Parse(day, null),
                (short)slot, events);
        }

        return store;
    }

    private Task<int> CrossAsync(TestStore store, string month, long quota, string at) => postgres.Database.ExecuteAsync(
        "insert into quota_crossings (tenant_id, month, quota, crossed_at) values ($1, $2, $3, $4)",
        store.TenantId, DateOnly.Parse(month, null), quota, DateTimeOffset.Parse(at, null));

    // Without the trigger that counts them, since they are part of the usage above.
    private async Task HoldAsync(TestStore store, long batch, int events)
    {
        await postgres.Database.ExecuteAsync("""
            insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to, held)
            values ($1, $2, $3, '2026-03-02', '2026-03-02', '2020-01-01Z', '2020-01-01Z', true)
            """, store.TenantId, batch, events);
    }
}
