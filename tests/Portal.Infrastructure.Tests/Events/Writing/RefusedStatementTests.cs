using Npgsql;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

public sealed class RefusedStatementTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Write_DatabaseTakesNoStatementForTwoTables_CopiesSmallGroups()
    {
        var events = new EventStore(postgres.Database, new BatchIds(TimeProvider.System));
        var store = await TestStore.CreateAsync(postgres.Database);

        // Where a rule stands on the table, PostgreSQL itself refuses it, with the code that Citus uses.
        await postgres.Database.ExecuteAsync("create or replace rule told as on insert to events do also notify told");
        using (var refused = Parse(store, Batch(Track("refused"))))
        await using (var connection = await postgres.Database.Writer.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            var exception = Assert.Throws<PostgresException>(() => new GroupInsert().Write(connection, [refused], 1));
            Assert.Equal(PostgresErrorCodes.FeatureNotSupported, exception.SqlState);
        }

        foreach (var id in (string[])["a", "b", "c"])
        {
            using var request = Parse(store, Batch(Track(id)));
            await Task.Run(() => events.Write([request], () => { }), TestContext.Current.CancellationToken);
        }

        Assert.Equal(["a", "b", "c"], await postgres.Database.ListAsync<string>(
            "select message_id from events where tenant_id = $1 order by 1", store.TenantId));
        Assert.Equal(3, await postgres.Database.ScalarAsync<long>("select count(*) from event_batches where tenant_id = $1 and events = 1",
            store.TenantId));
    }

    [Fact]
    public async Task Write_FirstRefusedAndOfADayWithoutPartition_KeepsIt()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("create or replace rule told as on insert to events do also notify told");
        using var request = Parse(store, Batch(Track("old", new(2021, 3, 4, 5, 6, 7, TimeSpan.Zero))), isImport: true);

        await EventRequests.WriteAsync(postgres.Database, request);

        Assert.Equal("events_20210304", await postgres.Database.ScalarAsync<string>(
            "select tableoid::regclass::text from events where tenant_id = $1", store.TenantId));
    }
}
