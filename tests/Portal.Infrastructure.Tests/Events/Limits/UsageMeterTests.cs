using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Billing;
using Portal.Infrastructure.Events.Limits;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Limits;

/// <summary>The free plan has 100,000 events a month, 120,000 with the grace.</summary>
public sealed class UsageMeterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // The 10th of this month: partitions are there, and the grace of 7 days ends in it.
    private readonly MovableClock _clock = new(new(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 10, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standing_FirstRequest_KnowsTheMonthSoFar()
    {
        var store = await StoreAsync(used: 40_000);
        await UseAsync(store, 70_000, _clock.GetUtcNow().AddMonths(-1));
        using var meter = Meter();

        var standing = await meter.StandingAsync(Source(store, "free"), Cancelled);

        Assert.Equal((QuotaState.Within, 40_000L, (long?)100_000L), (standing.State, standing.Used, standing.Quota));
    }

    [Fact]
    public async Task Standing_OtherTenant_IsNotCounted()
    {
        var (mine, theirs) = (await StoreAsync(used: 10), await StoreAsync(used: 110_000));
        using var meter = Meter();

        Assert.Equal(QuotaState.Grace, (await meter.StandingAsync(Source(theirs, "free"), Cancelled)).State);
        Assert.Equal((QuotaState.Within, 10L), await StandingAsync(meter, mine));
    }

    [Fact]
    public async Task Standing_CommitsOfThisNode_CountAtOnceAndOnce()
    {
        var store = await StoreAsync(used: 99_998);
        using var meter = Meter();
        await StandingAsync(meter, store);
        using var request = Request(store, "a", "b", "c");
        using var again = Request(store, "a", "d");

        await WriteAsync(meter, request);
        Assert.Equal((QuotaState.Grace, 100_001L), await StandingAsync(meter, store));
        await WriteAsync(meter, again);
        Assert.Equal((QuotaState.Grace, 100_002L), await StandingAsync(meter, store));
        await meter.RefreshAsync(Cancelled);
        Assert.Equal((QuotaState.Grace, 100_002L), await StandingAsync(meter, store));
    }

    [Fact]
    public async Task Refresh_CommitsOfAnotherNode_AreHeardAndBothAgreeOnWhenTheQuotaWasCrossed()
    {
        var store = await StoreAsync(used: 99_000);
        using var here = Meter();
        using var there = Meter();
        await StandingAsync(here, store);
        await UseAsync(store, 2_000, _clock.GetUtcNow());
        Assert.Equal((QuotaState.Within, 99_000L), await StandingAsync(here, store));

        await here.RefreshAsync(Cancelled);
        var crossed = await here.StandingAsync(Source(store, "free"), Cancelled);
        await here.RefreshAsync(Cancelled);
        _clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(_clock.GetUtcNow().AddDays(4), crossed.GraceEndsAt);
        Assert.Equal(crossed.GraceEndsAt, (await there.StandingAsync(Source(store, "free"), Cancelled)).GraceEndsAt);
    }

    [Fact]
    public async Task Standing_GraceIsOverOrThePlanIsRaised_Changes()
    {
        var store = await StoreAsync(used: 105_000);
        using var meter = Meter();
        Assert.Equal(QuotaState.Grace, (await StandingAsync(meter, store)).State);

        _clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(QuotaState.Exceeded, (await StandingAsync(meter, store)).State);
        Assert.Equal(QuotaState.Within, (await meter.StandingAsync(Source(store, "starter"), Cancelled)).State);
    }

    [Fact]
    public async Task Standing_NextMonth_BeginsAtZero()
    {
        var store = await StoreAsync(used: 130_000);
        using var meter = Meter();
        Assert.Equal(QuotaState.Exceeded, (await StandingAsync(meter, store)).State);

        _clock.Advance(MonthlyQuota.NextMonth(_clock.GetUtcNow()) - _clock.GetUtcNow());

        Assert.Equal((QuotaState.Within, 0L), await StandingAsync(meter, store));
    }

    [Fact]
    public async Task Refresh_QuietForAMinute_IsForgottenAndReadAnewWhenItSendsAgain()
    {
        var store = await StoreAsync(used: 5);
        using var meter = Meter();
        await StandingAsync(meter, store);

        _clock.Advance(TimeSpan.FromMinutes(2));
        await meter.RefreshAsync(Cancelled);
        await UseAsync(store, 10, _clock.GetUtcNow());

        Assert.Equal((QuotaState.Within, 15L), await StandingAsync(meter, store));
    }

    private UsageMeter Meter() =>
        new(new UsageTable(postgres.Database), BackgroundFrame.Supervision(_clock), NullLogger<UsageMeter>.Instance);

    private static async Task<(QuotaState State, long Used)> StandingAsync(UsageMeter meter, TestStore store)
    {
        var standing = await meter.StandingAsync(Source(store, "free"), Cancelled);
        return (standing.State, standing.Used);
    }

    private async Task<TestStore> StoreAsync(long used)
    {
        var store = await TestStore.CreateAsync(postgres.Database, plan: "free");
        await UseAsync(store, used, _clock.GetUtcNow().AddDays(-3));
        return store;
    }

    private Task<int> UseAsync(TestStore store, long events, DateTimeOffset day) => postgres.Database.ExecuteAsync(
        "insert into event_usage (tenant_id, day, slot, events) values ($1, $2, 99, $3)", store.TenantId,
        DateOnly.FromDateTime(day.UtcDateTime), events);

    private IngestRequest Request(TestStore store, params string[] ids) =>
        Parse(store, Batch(ids.Select(id => Track(id, _clock.GetUtcNow()))), _clock.GetUtcNow());

    private async Task WriteAsync(UsageMeter meter, IngestRequest request)
    {
        await EventRequests.WriteAsync(postgres.Database, request);
        meter.OnCommitted([request]);
    }
}
