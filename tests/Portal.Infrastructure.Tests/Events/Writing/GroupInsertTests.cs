using System.Globalization;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

public sealed class GroupInsertTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly EventStore _events = new(postgres.Database, new BatchIds(TimeProvider.System));

    [Fact]
    public async Task Write_SmallGroup_LeavesTheRowsThatACopyLeaves()
    {
        var inserted = await TestStore.CreateAsync(postgres.Database);
        var copied = await TestStore.CreateAsync(postgres.Database);
        string[] messages =
        [
            Track("track", Now),
            $$"""{"type":"page","messageId":"page","anonymousId":"v","timestamp":"{{Now:O}}","name":"Home","context":{"page":{"url":"https://shop.example/a?utm_source=news&utm_medium=mail&utm_campaign=spring","path":"/a","title":"Grüße 漢字 \"quoted\"","referrer":"https://www.example.com/"},"ip":"203.0.113.9","userAgent":"Googlebot/2.1","sessionId":"s"} }""",
            $$"""{"type":"identify","messageId":"identify","anonymousId":"v","userId":"u","timestamp":"{{Now:O}}","traits":{"email":"a@example.com"} }""",
            $$"""{"type":"track","messageId":"order","userId":"u","timestamp":"{{Now:O}}","event":"Order Completed","properties":{"order_id":"1","total":1234567.895,"revenue":1200000.05,"currency":"EUR","products":[]} }""",
            $$"""{"type":"track","messageId":"refund","userId":"u","timestamp":"{{Now:O}}","event":"Order Refunded","properties":{"order_id":"1","revenue":-0.5,"currency":"EUR"} }""",
            """{"type":"screen","messageId":"no time of its own","anonymousId":"v"}""",
        ];
        var filler = Enumerable.Range(0, GroupInsert.MaxRows)
            .Select(number => Track("filler " + number.ToString(CultureInfo.InvariantCulture), Now));
        using var small = Parse(inserted, Batch(messages), Now);
        using var large = Parse(copied, Batch(messages.Concat(filler)), Now);

        await using (var connection = await postgres.Database.Writer.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            new GroupInsert().Write(connection, [small], small.Events.Count);
        }

        await WriteAsync(large);

        var rows = await RowsAsync(inserted);
        Assert.Equal(messages.Length, rows.Count);
        Assert.Equal(await RowsAsync(copied), rows);
    }

    [Fact]
    public async Task Write_GroupsOfEverySize_KeepsEachMessageOnceAndListsIt()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        int[] sizes = [.. Enumerable.Range(1, GroupInsert.MaxRows + 2), .. Enumerable.Range(1, GroupInsert.MaxRows),
            .. Enumerable.Range(1, 3)];

        for (var group = 0; group < sizes.Length; group++)
        {
            using var request = Parse(store, Batch(Enumerable.Range(0, sizes[group]).Select(number => Track($"{group}-{number}", Now))));
            await WriteAsync(request);
        }

        Assert.Equal(sizes.Sum(), await postgres.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1",
            store.TenantId));
        Assert.Equal([.. sizes.Select(size => (long)size).Order()], await postgres.Database.ListAsync<long>(
            "select events::bigint from event_batches b where tenant_id = $1 and events = (select count(*) from events e where "
                + "e.tenant_id = b.tenant_id and e.batch_id = b.batch_id) order by 1",
            store.TenantId));
        Assert.Equal(sizes.Sum(), await postgres.Database.ScalarAsync<decimal>("select sum(events) from event_usage where tenant_id = $1",
            store.TenantId));
    }

    [Fact]
    public async Task Write_SomeHeldAndSomeOfAnotherStore_ListsEachOfThem()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var other = await TestStore.CreateAsync(postgres.Database);
        using var first = Parse(store, Batch(Track("a", Now), Track("b", Now)));
        using var held = Parse(store, Batch(Track("c", Now)), isHeld: true);
        using var third = Parse(other, Batch(Track("a", Now)));

        await WriteAsync(first, held, third);

        Assert.Equal([(false, 2), (true, 1)], await ListedAsync(store));
        Assert.Equal([(false, 1)], await ListedAsync(other));
    }

    private Task WriteAsync(params IngestRequest[] group) =>
        Task.Run(() => _events.Write(group, () => { }), TestContext.Current.CancellationToken);

    private Task<List<string>> RowsAsync(TestStore store) => postgres.Database.ListAsync<string>(
        "select (to_jsonb(e) - 'tenant_id' - 'site_id' - 'batch_id')::text from events e where tenant_id = $1 and message_id not like "
            + "'filler %' order by message_id", store.TenantId);

    private async Task<IReadOnlyList<(bool, int)>> ListedAsync(TestStore store)
    {
        var held = await postgres.Database.ListAsync<bool>("select held from event_batches where tenant_id = $1 order by held",
            store.TenantId);
        var counts = await postgres.Database.ListAsync<int>("select events from event_batches where tenant_id = $1 order by held",
            store.TenantId);
        return [.. held.Zip(counts)];
    }
}
