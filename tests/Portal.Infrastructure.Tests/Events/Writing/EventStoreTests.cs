using Npgsql;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

public sealed class EventStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_GroupWithDuplicates_KeepsEachOnceAndCountsThem()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var first = Parse(store, Batch(Track("a", Now), Track("b", Now)));
        using var second = Parse(store, Batch(Track("b", Now), Track("c", Now), Track("c", Now)));
        using var third = Parse(store, Batch(Track("d", Now)));

        await WriteAsync(first, second, third);

        Assert.Equal((0, 2, 0), (first.Duplicates, second.Duplicates, third.Duplicates));
        Assert.Equal(["a", "b", "c", "d"], await KeptAsync(store));
    }

    [Fact]
    public async Task Write_SameIdOfAnotherStore_IsNoDuplicate()
    {
        var one = await TestStore.CreateAsync(postgres.Database);
        var other = await TestStore.CreateAsync(postgres.Database);
        using var first = Parse(one, Batch(Track("a", Now)));
        using var second = Parse(other, Batch(Track("a", Now)));

        await WriteAsync(first, second);

        Assert.Equal((0, 0), (first.Duplicates, second.Duplicates));
        Assert.Equal(["a"], await KeptAsync(other));
    }

    [Fact]
    public async Task Write_TwoWritersWithTheSameIdsInOppositeOrders_BothEndAndKeepEachOnce()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        for (var round = 0; round < 4; round++)
        {
            string[] ids = [.. Enumerable.Range(0, 1_000).Select(number => $"{round}-{number}")];
            using var forward = Parse(store, Batch(ids.Select(id => Track(id, Now))));
            using var backward = Parse(store, Batch(ids.Reverse().Select(id => Track(id, Now))));

            await Task.WhenAll(WriteAsync(forward), WriteAsync(backward));

            Assert.Equal(1_000, forward.Duplicates + backward.Duplicates);
        }

        Assert.Equal(4_000, (await KeptAsync(store)).Distinct().Count());
    }

    [Fact]
    public async Task Write_DayWithoutPartition_MakesIt()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var request = Parse(store, Batch(Track("a", new(2020, 5, 6, 7, 8, 9, TimeSpan.Zero)),
            Track("b", new(2020, 5, 7, 0, 0, 0, TimeSpan.Zero))), isImport: true);

        await WriteAsync(request);

        Assert.Equal(["events_20200506", "events_20200507"], await postgres.Database.ListAsync<string>(
            "select tableoid::regclass::text from events where tenant_id = $1 order by 1", store.TenantId));
    }

    [Fact]
    public async Task Write_DuplicateAndDayWithoutPartitionTogether_KeepsBothOnce()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var first = Parse(store, Batch(Track("a", Now)));
        using var second = Parse(store, Batch(Track("a", Now), Track("b", new(2020, 8, 1, 0, 0, 0, TimeSpan.Zero))), isImport: true);

        await WriteAsync(first);
        await WriteAsync(second);

        Assert.Equal(1, second.Duplicates);
        Assert.Equal(["a", "b"], await KeptAsync(store));
    }

    [Fact]
    public async Task Write_RowThatPostgresRefuses_IsRejectedAloneByIndex()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var good = Parse(store, Batch(Track("good", Now)));
        using var mixed = Parse(store, Batch(Track("before", Now), Track("poison", Now), Track("after", Now)));
        Spoil(mixed, 1);

        await WriteAsync(good, mixed);

        Assert.Equal([new Rejection(1, "not_storable", "The message holds something that cannot be stored.")], mixed.Rejections);
        Assert.Equal((2, 0), (mixed.Events.Count, mixed.Duplicates));
        Assert.Equal(["after", "before", "good"], await KeptAsync(store));
    }

    [Fact]
    public async Task Write_NothingButPoison_RejectsAllAndFailsNobody()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var poison = Parse(store, Batch(Track("poison", Now)));
        Spoil(poison, 0);

        await WriteAsync(poison);

        Assert.Empty(poison.Events);
        Assert.False(poison.Stored.IsFaulted);
        Assert.Empty(await KeptAsync(store));
    }

    [Theory]
    [InlineData("select count(*) from events")]
    [InlineData("update events set name = 'x'")]
    [InlineData("delete from events")]
    [InlineData("select count(*) from tenants")]
    [InlineData("select key from write_keys")]
    [InlineData(
        "insert into tenants (id, slug, name, currency, time_zone, country, created_at) values (gen_random_uuid(), 'x', 'x', 'EUR', "
        + "'UTC', 'DE', now())")]
    public async Task Writer_AnythingButInsertingEvents_IsForbidden(string sql)
    {
        await using var command = postgres.Database.Writer.CreateCommand(sql);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancelled));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private Task WriteAsync(params IngestRequest[] group) =>
        EventRequests.WriteAsync(postgres.Database, group);

    // The parser lets nothing through that is known to fail, so a row is broken by hand: its JSON opens with a wrong byte.
    private static void Spoil(IngestRequest request, int row)
    {
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsMemory(request.Rows.Bytes)
            .Slice(request.Events[row].Start, request.Events[row].Length).Span;
        bytes[bytes.IndexOf("{\"sku\""u8)] = (byte)'?';
    }

    private Task<List<string>> KeptAsync(TestStore store) =>
        postgres.Database.ListAsync<string>("select message_id from events where tenant_id = $1 order by 1", store.TenantId);
}
