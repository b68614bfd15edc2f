using Portal.Testing.Data;
using Quartz;
using Xunit;

namespace Portal.Jobs.Tests.Runs;

public sealed class JobRunRecorderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_JobThatFails_IsRecordedWithItsReason()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        var job = JobBuilder.Create<FailingJob>().WithIdentity(nameof(FailingJob)).StoreDurably().Build();
        await node.Scheduler.AddJob(job, cancellationToken: TestContext.Current.CancellationToken);

        var run = await node.RunAsync<FailingJob>();

        Assert.Equal(("failed", "The shop did not answer."), run);
    }

    public sealed class FailingJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The shop did not answer.");
    }
}
