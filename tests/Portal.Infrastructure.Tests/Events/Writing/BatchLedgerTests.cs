using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

public sealed class BatchLedgerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly EventStore _events = new(postgres.Database, new BatchIds(TimeProvider.System));

    [Fact]
    public async Task Write_GroupOfTwoStores_ListsEachWithItsEvents()
    {
        var one = await TestStore.CreateAsync(postgres.Database);
        var other = await TestStore.CreateAsync(postgres.Database);
        using var first = Parse(one, Batch(Track("a", Now), Track("b", Now)));
        using var second = Parse(one, Batch(Track("c", Now)));
        using var third = Parse(other, Batch(Track("a", Now)));

        await WriteAsync(first, second, third);

        Assert.Equal([(first.BatchId, 3)], await ListedAsync(one));
        Assert.Equal([(first.BatchId, 1)], await ListedAsync(other));
        Assert.Equal(3, await InBatchAsync(one, first.BatchId));
    }

    [Fact]
    public async Task Write_PartlyDuplicate_ListsOnlyWhatIsNew()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var first = Parse(store, Batch(Track("a", Now)));
        using var again = Parse(store, Batch(Track("a", Now), Track("b", Now)));
        await WriteAsync(first);

        await WriteAsync(again);

        Assert.Equal([(first.BatchId, 1), (again.BatchId, 1)], await ListedAsync(store));
        Assert.Equal(1, await InBatchAsync(store, again.BatchId));
    }

    [Fact]
    public async Task Write_NothingNew_ListsNothing()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var first = Parse(store, Batch(Track("a", Now)));
        using var again = Parse(store, Batch(Track("a", Now)));
        await WriteAsync(first);

        await WriteAsync(again);

        Assert.Equal([(first.BatchId, 1)], await ListedAsync(store));
    }

    private Task WriteAsync(params IngestRequest[] group) =>
        Task.Run(() => _events.Write(group, () => { }), TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<(long, int)>> ListedAsync(TestStore store)
    {
        var ids = await postgres.Database.ListAsync<long>("select batch_id from event_batches where tenant_id = $1 order by batch_id",
            store.TenantId);
        var counts = await postgres.Database.ListAsync<int>("select events from event_batches where tenant_id = $1 order by batch_id",
            store.TenantId);
        return [.. ids.Zip(counts)];
    }

    private Task<long> InBatchAsync(TestStore store, long batch) =>
        postgres.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1 and batch_id = $2", store.TenantId, batch);
}
