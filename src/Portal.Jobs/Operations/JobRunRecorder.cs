using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;
using Quartz;

namespace Portal.Jobs.Operations;

/// <summary>
/// Writes a row of <c>job_runs</c> for each run of each job, with what a job leaves in its context's result as the
/// message. A record that cannot be written never stops the job; it is written before the next one.
/// </summary>
public sealed partial class JobRunRecorder(
    PortalDatabase database, BackgroundMetrics metrics, TimeProvider time, ILogger<JobRunRecorder> logger) : IJobListener
{
    private const int LongestMessage = 2000;
    private const int MaxUnwritten = 1000;

    private readonly ConcurrentQueue<Record> _unwritten = new();

    /// <inheritdoc />
    public string Name => nameof(JobRunRecorder);

    /// <inheritdoc />
    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => WriteAsync(
        context,
        "insert into job_runs (id, job, node, started_at, outcome) values ($1, $2, $3, $4, 'running') on conflict (id) do nothing",
        [context.FireInstanceId, context.JobDetail.Key.Name, context.Scheduler.SchedulerInstanceId, time.GetUtcNow()]);

    /// <inheritdoc />
    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask JobWasExecuted(
        IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        var job = context.JobDetail.Key.Name;
        var wasCancelled = context.CancellationToken.IsCancellationRequested;
        var cause = jobException?.GetBaseException();
        var isTimeout = wasCancelled && cause is OperationCanceledException;
        var (outcome, message, counted) = cause switch
        {
            null when wasCancelled =>
                (JobRun.Interrupted, context.Result as string ?? "The node was asked to stop.", WorkOutcome.Interrupted),
            null => (JobRun.Succeeded, context.Result as string ?? "", WorkOutcome.Done),
            _ when isTimeout => (JobRun.Failed, "It took longer than a run may, and was stopped.", WorkOutcome.TimedOut),
            _ => (JobRun.Failed, cause.Message, WorkOutcome.Failed),
        };
        if (cause is not null)
            Log.Failed(logger, cause, job);

        metrics.CountRun(job, counted, context.JobRunTime);
        return WriteAsync(
            context, "update job_runs set finished_at = $2, outcome = $3, message = left($4, $5) where id = $1",
            [context.FireInstanceId, time.GetUtcNow(), outcome, message.Replace('\0', ' '), LongestMessage]);
    }

    private async ValueTask WriteAsync(IJobExecutionContext context, string sql, object[] values)
    {
        if (_unwritten.Count < MaxUnwritten)
            _unwritten.Enqueue(new(context.JobDetail.Key.Name, sql, values));
        while (_unwritten.TryDequeue(out var record))
        {
            try
            {
                // Not the job's token: a run that was cancelled is recorded too.
                await using var command = database.App.CreateCommand(record.Sql);
                foreach (var value in record.Values)
                    command.Parameters.Add(new() { Value = value });
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (Exception exception)
            {
                // Thrown on, it would keep the job from running. What the database cannot take is not tried again.
                Log.NotRecorded(logger, exception, record.Job);
                if (DatabaseFailures.Of(exception) is DatabaseFailure.Away or DatabaseFailure.Slow or DatabaseFailure.Contention)
                    _unwritten.Enqueue(record);
                return;
            }
        }
    }

    private sealed record Record(string Job, string Sql, object[] Values);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Job {Job} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string job);

        [LoggerMessage(LogLevel.Warning, "The run of job {Job} could not be recorded")]
        public static partial void NotRecorded(ILogger logger, Exception exception, string job);
    }
}
