using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events.Live;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;
using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Live;

public sealed class CommitAnnouncerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connected_EventsThatNobodyTold_AreOnEveryOpenBoard()
    {
        var (store, seen) = (await TestStore.CreateAsync(postgres.Database), new TaskCompletionSource());
        using var boards = Boards();
        await boards.StartAsync(Cancelled);
        using var watch = await boards.WatchAsync(Current(store), s => Note(s, seen), Cancelled);
        await AddEventAsync(store);

        using var announcer = Announcer(boards);
        await announcer.StartAsync(Cancelled);

        await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await announcer.StopAsync(Cancelled);
        await boards.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Committed_OnOneNode_IsOnTheBoardOfAnother()
    {
        var (store, seen) = (await TestStore.CreateAsync(postgres.Database), new TaskCompletionSource());
        using var here = Boards();
        using var there = Boards();
        await there.StartAsync(Cancelled);
        using var watch = await there.WatchAsync(Current(store), s => Note(s, seen), Cancelled);
        using var telling = Announcer(here);
        using var hearing = Announcer(there);
        await hearing.StartAsync(Cancelled);
        await telling.StartAsync(Cancelled);
        await ListeningAsync(2);
        using var request = Parse(store, Batch(Track("m1")));
        await AddEventAsync(store);

        telling.OnCommitted([request]);

        await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await telling.StopAsync(Cancelled);
        await hearing.StopAsync(Cancelled);
        await there.StopAsync(Cancelled);
    }

    private static void Note(LiveSnapshot snapshot, TaskCompletionSource seen)
    {
        if (snapshot.Recent.Any(e => e.MessageId == "m1"))
        {
            seen.TrySetResult();
        }
    }

    private LiveBoards Boards() => new(new LiveHistory(postgres.Database), TimeProvider.System, NullLogger<LiveBoards>.Instance);

    private CommitAnnouncer Announcer(LiveBoards boards) => new(postgres.Database, boards, TimeProvider.System, NullLogger<CommitAnnouncer>.Instance);

    private static CurrentStore Current(TestStore store) => new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Viewer);

    private async Task ListeningAsync(int lines)
    {
        await using var command = postgres.Database.App.CreateCommand(
            "select count(*) from pg_stat_activity where query = 'listen events_committed' and state = 'idle' and datname = current_database()");
        while ((long)(await command.ExecuteScalarAsync(Cancelled))! != lines)
        {
            await Task.Delay(20, Cancelled);
        }
    }

    private async Task AddEventAsync(TestStore store)
    {
        await postgres.Database.ExecuteAsync("""
            insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to)
            values ($1, 1, 1, '1970-01-01', '1970-01-01', now(), now())
            """, store.TenantId);
        await postgres.Database.ExecuteAsync("""
            insert into events (tenant_id, batch_id, event_day, message_id, site_id, type, name, occurred_at, received_at, anonymous_id)
            values ($1, 1, '1970-01-01', 'm1', $2, 'page', 'page_viewed', now(), now(), 'v')
            """, store.TenantId, store.SiteId);
    }
}
