using Portal.Jobs.Events;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Jobs.Tests.Events;

public sealed class PruneDailyResultsJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_AnswersOfEveryAge_ForgetsThoseOlderThanFiveWeeks()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("""
            insert into day_answers (tenant_id, question, day, version, made_at, answer)
            select $1, 'q', current_date - age, 1, now() - make_interval(days => age), '' from unnest(array[0, 34, 36]) as age
            """, store.TenantId);
        await using var node = await SchedulerHost.StartAsync(postgres.Database);

        Assert.Equal(("succeeded", "1 answers forgotten"), await node.RunAsync<PruneDailyResultsJob>());
        Assert.Equal(2, await postgres.Database.ScalarAsync<long>("select count(*) from day_answers where tenant_id = $1", store.TenantId));
    }
}
