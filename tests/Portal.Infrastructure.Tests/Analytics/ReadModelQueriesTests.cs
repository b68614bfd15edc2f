using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class ReadModelQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly ReadModelQueries _readModels = new(postgres.Database);

    [Fact]
    public async Task Find_NothingTakenIn_IsNull()
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        Assert.Null(await _readModels.FindAsync(store.TenantId, Cancel));
    }

    [Fact]
    public async Task Find_ACommitWaits_TellsSinceWhen()
    {
        var store = await StoreAsync();
        var now = new DateTimeOffset(2026, 11, 19, 7, 32, 8, TimeSpan.Zero);
        await BatchAsync(store, 8, now.AddSeconds(-20), isHeld: false);
        await BatchAsync(store, 9, now.AddSeconds(-5), isHeld: false);

        var state = await _readModels.FindAsync(store.TenantId, Cancel);

        Assert.Equal(TimeSpan.FromSeconds(20), state!.Lag(now));
    }

    [Fact]
    public async Task Find_OnlyHeldCommitsWait_IsUpToDate()
    {
        var store = await StoreAsync();
        await BatchAsync(store, 8, DateTimeOffset.UnixEpoch, isHeld: true);

        var state = await _readModels.FindAsync(store.TenantId, Cancel);

        Assert.Equal(TimeSpan.Zero, state!.Lag(DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Find_OtherTenant_IsNull()
    {
        await StoreAsync();
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Null(await _readModels.FindAsync(stranger.TenantId, Cancel));
    }

    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await new ReadModelRows(postgres.Database, store).ProjectedAsync(lastBatch: 7);
        return store;
    }

    private Task<int> BatchAsync(TestStore store, long batch, DateTimeOffset received, bool isHeld) => postgres.Database.ExecuteAsync(
        """
        insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to, held)
        values ($1, $2, 1, '2026-11-19', '2026-11-19', $3, $3, $4)
        """,
        store.TenantId, batch, received, isHeld);
}
