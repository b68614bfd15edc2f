using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Runs;

/// <summary>
/// Writes a row of <c>job_runs</c> for each run of each job, with what a job leaves in its context's result as the
/// message. A record that cannot be written never stops the job.
/// </summary>
public sealed partial class JobRunRecorder(PortalDatabase database, TimeProvider time, ILogger<JobRunRecorder> logger) : IJobListener
{
    private const int LongestMessage = 2000;

    /// <inheritdoc />
    public string Name => nameof(JobRunRecorder);

    /// <inheritdoc />
    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => WriteAsync(
        context,
        "insert into job_runs (id, job, node, started_at, outcome) values ($1, $2, $3, $4, 'running') on conflict (id) do nothing",
        [context.FireInstanceId, context.JobDetail.Key.Name, context.Scheduler.SchedulerInstanceId, time.GetUtcNow()]);

    /// <inheritdoc />
    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public async ValueTask JobWasExecuted(
        IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        var error = jobException?.GetBaseException();
        var (outcome, message) = error switch
        {
            null when context.CancellationToken.IsCancellationRequested => ("interrupted", context.Result as string),
            null => ("succeeded", context.Result as string),
            OperationCanceledException => ("interrupted", "The node was asked to stop."),
            _ => ("failed", error.Message),
        };
        if (outcome == "failed")
        {
            Log.Failed(logger, error!, context.JobDetail.Key.Name);
        }

        await WriteAsync(
            context,
            "update job_runs set finished_at = $2, outcome = $3, message = left($4, $5) where id = $1",
            [context.FireInstanceId, time.GetUtcNow(), outcome, message ?? "", LongestMessage]);
    }

    private async ValueTask WriteAsync(IJobExecutionContext context, string sql, object[] values)
    {
        try
        {
            // Not the job's token: a run that was cancelled is recorded too.
            await using var command = database.App.CreateCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new() { Value = value });
            }

            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            Log.NotRecorded(logger, exception, context.JobDetail.Key.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Job {Job} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string job);

        [LoggerMessage(LogLevel.Warning, "The run of job {Job} could not be recorded")]
        public static partial void NotRecorded(ILogger logger, Exception exception, string job);
    }
}
