using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Live;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Live;

public sealed class LiveHistoryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTime Noon = new(2026, 11, 20, 5, 0, 0, DateTimeKind.Utc); // 12:00 in Jakarta

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 13)] // an hour after the store's midnight
    [InlineData(4, 13)]
    public async Task Open_AfterTheFact_ShowsWhatABoardThatSawEverythingShows(int seed, int hours)
    {
        var now = Noon.AddHours(hours);
        var store = await TestStore.CreateAsync(postgres.Database, "IDR", "Asia/Jakarta");
        var projector = new Projector(postgres.Database, new(postgres.Database, TimeProvider.System), TimeProvider.System);
        var board = new LiveBoard(store.TenantId, "IDR", "Asia/Jakarta");
        var random = new Random(seed);
        foreach (var commit in new RandomLiveShop(seed, now).Events(500).OrderBy(e => e.ReceivedAt).Chunk(9))
        {
            var batch = await TestEvent.WriteAsync(postgres.Database, store, commit);
            if (random.Next(8) == 0)
            {
                await postgres.Database.ExecuteAsync("update event_batches set held = true where tenant_id = $1 and batch_id = $2",
                    store.TenantId, batch);
            }
            else
            {
                board.Apply([batch], [LiveRows.Of(batch, commit)], commit.Max(e => e.ReceivedAt!.Value));
            }

            if (random.Next(6) == 0)
            {
                await projector.CatchUpAsync(store.TenantId, Cancelled);
            }
        }

        var (opened, _) = await OpenAsync(store, now);

        SameFigures.Assert(board.Take(now, LiveComparison.None), opened.Take(now, LiveComparison.None));
    }

    [Fact]
    public async Task Open_CommitsThatAreInIt_AreNotTakenASecondTime()
    {
        var store = await TestStore.CreateAsync(postgres.Database, "IDR", "Asia/Jakarta");
        var happened = new TestEvent(EventName.PageViewed, Noon);
        var batch = await TestEvent.WriteAsync(postgres.Database, store, happened);
        var (opened, ledger) = await OpenAsync(store, Noon.AddSeconds(1));

        opened.Apply([batch], [LiveRows.Of(batch, happened)], Noon.AddSeconds(1));

        Assert.Equal([batch], ledger.Batches);
        Assert.Equal(1, opened.Take(Noon.AddSeconds(1), LiveComparison.None).Pace.BySecond.Sum());
    }

    [Fact]
    public async Task Open_OtherTenant_IsEmpty()
    {
        var store = await TestStore.CreateAsync(postgres.Database, "IDR", "Asia/Jakarta");
        var stranger = await TestStore.CreateAsync(postgres.Database, "IDR", "Asia/Jakarta");
        await TestEvent.WriteAsync(postgres.Database, store, new RandomLiveShop(9, Noon).Events(50));

        var (opened, ledger) = await OpenAsync(stranger, Noon);

        Assert.Empty(ledger.Batches);
        SameFigures.Assert(new LiveBoard(stranger.TenantId, "IDR", "Asia/Jakarta").Take(Noon, LiveComparison.None),
            opened.Take(Noon, LiveComparison.None));
    }

    private Task<(LiveBoard Board, LedgerState Ledger)> OpenAsync(TestStore store, DateTime now) =>
        new LiveHistory(postgres.Database).OpenAsync(store.TenantId, "IDR", "Asia/Jakarta", now, Cancelled);
}
