using Portal.Jobs.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Jobs.Tests.Analytics;

public sealed class PrecomputeDailyResultsJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_LargeStoreAmongSmall_CountsAheadForTheLargeOne()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        var store = await TestStore.CreateAsync(postgres.Database);
        await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync(
            "insert into event_rollups (tenant_id, name, is_bot, hour, events, late) values ($1, 'page_viewed', false, "
                + "date_trunc('hour', now()) - interval '3 days', 600000, 0)",
            store.TenantId);
        await postgres.Database.ExecuteAsync(
            """
            insert into event_orders (tenant_id, order_id, occurred_at, tie, visitor, person, is_bot, site_id, day, revenue, units, lines)
            values ($1, 'o-1', now() - interval '3 days', 1, 1, 1, false, $2, current_date - 3, 10, 1, '[]')
            """,
            store.TenantId, store.SiteId);

        Assert.Equal(("succeeded", "1 large store counted ahead"), await node.RunAsync<PrecomputeDailyResultsJob>());
        Assert.Equal(("succeeded", "1 large store counted ahead"), await node.RunAsync<PrecomputeDailyResultsJob>());
        Assert.Equal(
            ["attribution 100", "occurrences 100", "paths 100", "speed 100", "who 1"],
            await postgres.Database.ListAsync<string>(
                "select split_part(question, ' ', 1) || ' ' || count(*) from day_answers where tenant_id = $1 group by "
                    + "split_part(question, ' ', 1) order by 1", store.TenantId));
    }
}
