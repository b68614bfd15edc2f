using Portal.Jobs.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Jobs.Tests.Analytics;

public sealed class KeepAnswersJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_LargeStoreAmongSmall_CountsAheadForTheLargeOne()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        var store = await TestStore.CreateAsync(postgres.Database);
        await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync(
            "insert into event_rollups (tenant_id, name, is_bot, hour, events, late) values ($1, 'page_viewed', false, date_trunc('hour', now()) - interval '3 days', 600000, 0)",
            store.TenantId);

        Assert.Equal(("succeeded", "1 large store counted ahead"), await node.RunAsync<KeepAnswersJob>());
        Assert.Equal(("succeeded", "1 large store counted ahead"), await node.RunAsync<KeepAnswersJob>());
        Assert.Equal(
            ["attribution 100", "occurrences 100", "page 100", "paths 100"],
            await postgres.Database.ListAsync<string>(
                "select split_part(question, ' ', 1) || ' ' || count(*) from day_answers where tenant_id = $1 group by split_part(question, ' ', 1) order by 1", store.TenantId));
    }
}
