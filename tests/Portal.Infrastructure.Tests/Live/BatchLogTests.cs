using Portal.Infrastructure.Live;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Live;

public sealed class BatchLogTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTime Noon = new(2026, 11, 20, 5, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_SomeBatches_GivesWhatTheirWriterHadGiven()
    {
        var store = await TestStore.CreateAsync(postgres.Database, "IDR", "Asia/Jakarta");
        var (one, two, three) = (Events(1), Events(2), Events(3));
        var (first, second, third) = (await WriteAsync(store, one), await WriteAsync(store, two), await WriteAsync(store, three));
        var (expected, actual) = (Board(store), Board(store));
        expected.Apply([first, third], [LiveRows.Of(first, one), LiveRows.Of(third, three)], Noon);

        await ReadAsync(store, actual, first, third);

        SameFigures.Assert(expected.Take(Noon, LiveComparison.None), actual.Take(Noon, LiveComparison.None));
        Assert.Equal([second], actual.Missing([first, second, third], 0));
    }

    [Fact]
    public async Task Read_BatchThatIsHeld_GivesNothing()
    {
        var store = await TestStore.CreateAsync(postgres.Database, "IDR", "Asia/Jakarta");
        var batch = await WriteAsync(store, Events(1));
        await postgres.Database.ExecuteAsync("update event_batches set held = true where tenant_id = $1", store.TenantId);
        var board = Board(store);

        await ReadAsync(store, board, batch);

        Assert.Empty((await new BatchLog(postgres.Database).ReadAsync(store.TenantId, 0, Cancelled)).Batches);
        Assert.Null(board.Take(Noon, LiveComparison.None).LastArrival);
    }

    [Fact]
    public async Task Look_HeldBatchesReleased_IsAnotherPast()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await WriteAsync(store, Events(1));
        var log = new BatchLog(postgres.Database);
        await postgres.Database.ExecuteAsync("update event_batches set held = true where tenant_id = $1", store.TenantId);
        var before = await log.ReadAsync(store.TenantId, 0, Cancelled);

        await postgres.Database.ExecuteAsync("update event_batches set held = false where tenant_id = $1", store.TenantId);

        Assert.False(before.IsAnotherPast(before));
        Assert.True((await log.ReadAsync(store.TenantId, 0, Cancelled)).IsAnotherPast(before));
    }

    [Fact]
    public async Task ReadAndLook_OtherTenant_FindNothing()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var stranger = await TestStore.CreateAsync(postgres.Database);
        var batch = await WriteAsync(store, Events(1));
        var board = Board(stranger);

        await ReadAsync(stranger, board, batch);

        Assert.Null(board.Take(Noon, LiveComparison.None).LastArrival);
        Assert.Empty((await new BatchLog(postgres.Database).ReadAsync(stranger.TenantId, 0, Cancelled)).Batches);
    }

    private Task ReadAsync(TestStore store, LiveBoard board, params long[] batches) =>
        new BatchLog(postgres.Database).ReadAsync(store.TenantId, batches, (ids, rows) => board.Apply(ids, [rows], Noon), Cancelled);

    private Task<long> WriteAsync(TestStore store, List<TestEvent> events) => TestEvent.WriteAsync(postgres.Database, store, events);

    private static List<TestEvent> Events(int seed) => new RandomLiveShop(seed, Noon).Events(40);

    private static LiveBoard Board(TestStore store) => new(store.TenantId, "IDR", "Asia/Jakarta");
}
