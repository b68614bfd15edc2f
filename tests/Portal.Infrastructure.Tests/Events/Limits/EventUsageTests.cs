using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Limits;

/// <summary>Each event that a commit keeps is counted in the same commit, once.</summary>
public sealed class EventUsageTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly EventStore _events = new(postgres.Database, new BatchIds(TimeProvider.System));

    [Fact]
    public async Task Write_NewAndDuplicateMessages_CountsTheNewOnes()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var first = Parse(store, Batch(Track("a"), Track("b")));
        using var again = Parse(store, Batch(Track("b"), Track("c")));

        await WriteAsync(first);
        await WriteAsync(again);
        await WriteAsync(again);

        Assert.Equal(3, await CountedAsync(store));
    }

    [Fact]
    public async Task Write_HeldAndNot_CountsBothInBatchesOfTheirOwn()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var shown = Parse(store, Batch(Track("a")));
        using var held = Parse(store, Batch(Track("b"), Track("c")), isHeld: true);

        await WriteAsync(shown, held);

        Assert.Equal(3, await CountedAsync(store));
        Assert.Equal(["1 f", "2 t"], await postgres.Database.ListAsync<string>(
            "select events || ' ' || left(held::text, 1) from event_batches where tenant_id = $1 order by 1", store.TenantId));
        Assert.Equal(2, await postgres.Database.ScalarAsync<long>("""
            select count(*) from events e join event_batches b using (tenant_id, batch_id) where b.tenant_id = $1 and b.held
            """, store.TenantId));
    }

    [Fact]
    public async Task Write_ReceivedAroundMidnight_CountsOnTheDayOfUtc()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var midnight = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(-1), TimeSpan.Zero);
        using var before = Parse(store, Batch(Track("a", midnight)), midnight.AddSeconds(-1));
        using var after = Parse(store, Batch(Track("b", midnight), Track("c", midnight)), midnight);

        await WriteAsync(before);
        await WriteAsync(after);

        Assert.Equal(["1", "2"], await postgres.Database.ListAsync<string>(
            "select sum(events)::text from event_usage where tenant_id = $1 group by day order by day", store.TenantId));
    }

    [Fact]
    public async Task Write_ManyWritersOfTheSameStoresAtOnce_CountsEveryEvent()
    {
        TestStore[] stores = [await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database),
            await TestStore.CreateAsync(postgres.Database)];

        await Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
        {
            var events = new EventStore(postgres.Database, new BatchIds(TimeProvider.System));
            for (var round = 0; round < 20; round++)
            {
                var group = stores.Reverse().Select(store => Parse(store,
                    Batch(Track($"{writer}-{round}-a"), Track($"{writer}-{round}-b")))).ToArray();
                await Task.Run(() => events.Write(group, () => { }), TestContext.Current.CancellationToken);
                Array.ForEach(group, request => request.Dispose());
            }
        }));

        foreach (var store in stores)
        {
            Assert.Equal(240, await CountedAsync(store));
        }
    }

    [Fact]
    public async Task Write_FailsBeforeItsCommit_CountsNothing()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync(
            "insert into event_usage (tenant_id, day, slot, events) select $1, current_date, slot, 5 from generate_series(0, 15) slot",
            store.TenantId);
        await using var connection = await postgres.Database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var insert = new Npgsql.NpgsqlCommand("""
                insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to)
                values ($1, 1, 7, current_date, current_date, now(), now())
                """, connection) { Parameters = { new() { Value = store.TenantId } } };
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(80, await CountedAsync(store));
    }

    private Task WriteAsync(params IngestRequest[] group) =>
        Task.Run(() => _events.Write(group, () => { }), TestContext.Current.CancellationToken);

    private async Task<long> CountedAsync(TestStore store) =>
        (long)await postgres.Database.ScalarAsync<decimal>("select sum(events) from event_usage where tenant_id = $1", store.TenantId);
}
