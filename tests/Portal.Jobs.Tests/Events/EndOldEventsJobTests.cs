using Portal.Domain.Events;
using Portal.Jobs.Events;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Jobs.Tests.Events;

public sealed class EndOldEventsJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_Twice_EndsWhatThePlanNoLongerKeepsOnce()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        var small = await TestStore.CreateAsync(postgres.Database);
        var large = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("update tenants set plan = 'free' where id = $1", small.TenantId);
        foreach (var store in (TestStore[])[small, large])
        {
            await TestEvent.WriteAsync(
                postgres.Database, store,
                new TestEvent(EventName.PageViewed, DateTime.UtcNow.AddDays(-100)), new TestEvent(EventName.PageViewed, DateTime.UtcNow));
        }

        var first = await node.RunAsync<EndOldEventsJob>();
        var second = await node.RunAsync<EndOldEventsJob>();

        Assert.Equal("succeeded", first.Outcome);
        Assert.StartsWith("1 events ended", first.Message, StringComparison.Ordinal);
        Assert.StartsWith("0 events ended", second.Message, StringComparison.Ordinal);
        Assert.Equal(1, await postgres.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", small.TenantId));
        Assert.Equal(2, await postgres.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", large.TenantId));
    }

    [Fact]
    public async Task Prune_TakenInLongAgoAndWaiting_ForgetsTheFirstOnly()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        var store = await TestStore.CreateAsync(postgres.Database);
        var done = await TestEvent.WriteAsync(postgres.Database, store, new TestEvent(EventName.PageViewed, DateTime.UtcNow));
        var waiting = await TestEvent.WriteAsync(postgres.Database, store, new TestEvent(EventName.PageViewed, DateTime.UtcNow));
        await postgres.Database.ExecuteAsync(
            "update event_batches set projected_at = now() - interval '2 days' where tenant_id = $1 and batch_id = $2", store.TenantId,
            done);

        var run = await node.RunAsync<PruneEventBatchesJob>();

        Assert.Equal(("succeeded", "1 entries forgotten"), run);
        Assert.Equal([waiting], await postgres.Database.ListAsync<long>("select batch_id from event_batches where tenant_id = $1",
            store.TenantId));
    }
}
