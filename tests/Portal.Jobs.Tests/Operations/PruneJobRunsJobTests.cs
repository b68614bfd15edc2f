using Portal.Jobs.Operations;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Jobs.Tests.Operations;

public sealed class PruneJobRunsJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_Twice_ForgetsOldRunsAndClosesLostOnes()
    {
        await InsertAsync("old", "31 days", "succeeded");
        await InsertAsync("lost", "2 days", "running");
        await InsertAsync("recent", "1 hour", "running");
        await using var node = await SchedulerHost.StartAsync(postgres.Database);

        var first = await node.RunAsync<PruneJobRunsJob>();
        var second = await node.RunAsync<PruneJobRunsJob>();

        Assert.Equal(("succeeded", "1 runs forgotten, 1 closed"), first);
        Assert.Equal(("succeeded", "0 runs forgotten, 0 closed"), second);
        await using var command = postgres.Database.App.CreateCommand(
            "select string_agg(id || ' ' || outcome, ', ' order by id) from job_runs where job = 'Sample'");
        Assert.Equal("lost interrupted, recent running", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private async Task InsertAsync(string id, string age, string outcome)
    {
        await using var command = postgres.Database.App.CreateCommand(
            "insert into job_runs (id, job, node, started_at, outcome) values ($1, 'Sample', 'node', now() - $2::interval, $3)");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = age });
        command.Parameters.Add(new() { Value = outcome });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
