using Portal.Jobs.Operations;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Jobs.Tests.Operations;

public sealed class StoreRoundsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly MovableClock _clock = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OneStoreFailsAgainAndAgain_OthersHaveTheirTurnsAndItIsSetAside()
    {
        var (poisoned, good) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        var rounds = new StoreRounds(BackgroundFrame.Runner(postgres.Database, _clock));
        var turns = 0;
        StoreTurn[] stores =
        [
            new(poisoned.TenantId, _ => throw new InvalidOperationException("poison")),
            new(good.TenantId, _ => Task.FromResult(turns++)),
        ];

        for (var run = 1; run <= 5; run++)
        {
            var round = await rounds.RunAsync<StoreRoundsTests>(stores, Limit, Cancelled, isHeavy: true);
            Assert.Equal(new StoreRound(Done: 1, Failed: 1, Waiting: 0, SetAside: 0), round);
            _clock.Advance(TimeSpan.FromHours(2));
        }

        var last = await rounds.RunAsync<StoreRoundsTests>(stores, Limit, Cancelled, isHeavy: true);

        Assert.Equal(new StoreRound(Done: 1, Failed: 0, Waiting: 0, SetAside: 1), last);
        Assert.Equal(", 1 set aside", last.Skipped);
        Assert.Equal(6, turns);
        Assert.Equal(
            [poisoned.TenantId],
            await postgres.Database.ListAsync<Guid>("select tenant_id from work_units where service = $1", nameof(StoreRoundsTests)));
    }

    [Fact]
    public async Task Run_EveryStoreFails_FailsTheJob()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var rounds = new StoreRounds(BackgroundFrame.Runner(postgres.Database, _clock));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => rounds.RunAsync<Portal.Jobs.Timetable>(
            [
                new(store.TenantId, _ => throw new FormatException("poison")),
                new(store.TenantId, _ => throw new FormatException("the same"), "other"),
            ],
            Limit, Cancelled));

        Assert.Equal("All 2 that were tried failed, the last with: the same", failure.Message);
    }
}
