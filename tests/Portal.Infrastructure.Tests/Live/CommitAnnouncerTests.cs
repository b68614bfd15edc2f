using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Events;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Live;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Live;

public sealed class CommitAnnouncerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connected_EventsThatNobodyTold_AreOnEveryOpenBoard()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var boards = Node.Boards(postgres.Database, TimeProvider.System);
        await boards.StartAsync(Cancelled);
        var seen = new Sightings();
        using var watch = await boards.WatchAsync(Current(store), seen.Add, Cancelled);
        await AddEventAsync(store);

        using var announcer = new CommitAnnouncer(postgres.Database, boards, BackgroundFrame.Supervision(),
            NullLogger<CommitAnnouncer>.Instance);
        await announcer.StartAsync(Cancelled);

        await seen.UntilAsync(s => s.Activity.Recent.Any(e => e.MessageId == "m1"));
        await announcer.StopAsync(Cancelled);
        await boards.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Committed_OnEitherNode_BothShowTheSameFigures()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var here = await NodeAsync(store);
        using var there = await NodeAsync(store);
        await ListeningAsync(2);

        for (var number = 0; number < 20; number++)
        {
            using var request = Parse(store, Batch(Track($"m{number}"), Order($"o{number}", number)));
            using var again = Parse(store, Batch(Order($"o{number}", number), Track($"again-{number}")));
            await (number % 2 == 0 ? here : there).CommitAsync(request);
            await (number % 3 == 0 ? here : there).CommitAsync(again);
        }

        static bool IsAllThere(LiveSnapshot snapshot) => snapshot.Revenue.Orders == 20 && snapshot.ProductsByViews is [{ Views: 40 }];
        var (one, other) = (await here.UntilAsync(IsAllThere), await there.UntilAsync(IsAllThere));
        Assert.Equal(190m, one.Revenue.Today);
        SameFigures.Assert(one with { AsOf = other.AsOf, Pace = other.Pace }, other);
    }

    [Fact]
    public async Task Committed_ByANodeThatDiedBeforeItTold_IsFoundInTheLedger()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var clock = new RunningClock();
        using var node = await NodeAsync(store, clock);
        await AddEventAsync(store);

        clock.Ahead = TimeSpan.FromSeconds(16);

        await node.UntilAsync(s => s.Activity.Recent.Any(e => e.MessageId == "m1"));
    }

    private static string Order(string id, int revenue) => Track(id).Replace("Product Viewed", "Order Completed", StringComparison.Ordinal)
        .Replace("""{"sku":"A-1"}""", $$"""{"order_id":"{{id}}","revenue":{{revenue}},"currency":"EUR"}""", StringComparison.Ordinal);

    private Task<Node> NodeAsync(TestStore store, TimeProvider? time = null) =>
        Node.StartAsync(postgres.Database, Current(store), time ?? TimeProvider.System);

    private static CurrentStore Current(TestStore store) =>
        new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Viewer);

    private async Task ListeningAsync(int lines)
    {
        await using var command = postgres.Database.App.CreateCommand(
            "select count(*) from pg_stat_activity where query = 'listen events_committed' and state = 'idle' and datname = "
                + "current_database()");
        while ((long)(await command.ExecuteScalarAsync(Cancelled))! != lines)
        {
            await Task.Delay(20, Cancelled);
        }
    }

    private Task<long> AddEventAsync(TestStore store) =>
        TestEvent.WriteAsync(postgres.Database, store, new TestEvent(EventName.PageViewed, DateTime.UtcNow) { MessageId = "m1" });

    /// <summary>The system's clock, set ahead by hand.</summary>
    private sealed class RunningClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
