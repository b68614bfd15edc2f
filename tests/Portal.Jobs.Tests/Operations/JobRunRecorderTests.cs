using Portal.Testing.Data;
using Quartz;
using Xunit;

namespace Portal.Jobs.Tests.Operations;

public sealed class JobRunRecorderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_JobThatFails_IsRecordedWithItsReason()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        await node.AddAsync<FailingJob>();

        var run = await node.RunAsync<FailingJob>();

        Assert.Equal(("failed", "The shop did not answer: \u2029 ."), run);
    }

    [Fact]
    public async Task Run_LongerThanARunMay_IsStoppedAndRecordedAsFailed()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        await node.AddAsync<EndlessJob>();

        var run = await node.RunAsync<EndlessJob>();

        Assert.Equal(("failed", "It took longer than a run may, and was stopped."), run);
    }

    [Fact]
    public async Task Run_RecordCannotBeWritten_RunsTheJobAllTheSameAndTheNextOnes()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        await node.AddAsync<CountingJob>();
        await postgres.Database.ExecuteAsync("alter table job_runs rename to job_runs_gone");

        await node.Scheduler.TriggerJob(new JobKey(nameof(CountingJob)), cancellationToken: TestContext.Current.CancellationToken);
        for (var tries = 0; CountingJob.Runs == 0; tries++)
        {
            Assert.True(tries < 300, "The job did not run.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await postgres.Database.ExecuteAsync("alter table job_runs_gone rename to job_runs");
        Assert.Equal("succeeded", (await node.RunAsync<CountingJob>()).Outcome);
        Assert.Equal(SchedulerStatus.Running, node.Scheduler.Status);
    }

    public sealed class FailingJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The shop did not answer: \u2029\0.");
    }

    [JobTimeout("00:00:01")]
    public sealed class EndlessJob : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    public sealed class CountingJob : IJob
    {
        public static int Runs { get; private set; }

        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            Runs++;
            return ValueTask.CompletedTask;
        }
    }
}
