using Portal.Jobs.Events;
using Portal.Testing.Data;
using Quartz;
using Xunit;

namespace Portal.Jobs.Tests;

public sealed class JobScheduleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Schedule_TwoNodesOnOneDatabase_FireOnce()
    {
        const int firings = 6;
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var first = await SchedulerHost.StartAsync(postgres.Database);
        await using var second = await SchedulerHost.StartAsync(postgres.Database);
        var trigger = TriggerBuilder.Create()
            .ForJob(new JobKey(nameof(CreateEventPartitionsJob)))
            .StartNow()
            .WithSimpleSchedule(TimeSpan.FromMilliseconds(400), firings - 1)
            .Build();

        await first.Scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
        for (var waited = 0; waited < 200 && (await first.RunsAsync<CreateEventPartitionsJob>())
            .Count(run => run.Outcome == "succeeded") < firings; waited++)
        {
            await Task.Delay(100, cancellationToken);
        }

        await Task.Delay(1000, cancellationToken);
        var runs = await first.RunsAsync<CreateEventPartitionsJob>();
        Assert.Equal(firings, runs.Count);
        Assert.All(runs, run => Assert.Equal("succeeded", run.Outcome));
        Assert.NotEqual(first.Scheduler.SchedulerInstanceId, second.Scheduler.SchedulerInstanceId);
    }

    [Fact]
    public async Task Schedule_StartedTwice_KeepsOneTriggerForEachJob()
    {
        await using (await SchedulerHost.StartAsync(postgres.Database))
        {
        }

        await using var again = await SchedulerHost.StartAsync(postgres.Database);

        Assert.Single(await again.Scheduler.GetTriggersOfJob(new JobKey(nameof(CreateEventPartitionsJob)),
            TestContext.Current.CancellationToken));
    }
}
