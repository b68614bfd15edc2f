using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Operations;

/// <summary>
/// Forgets runs older than a month, and closes those whose node died before it could; forgets failures that nothing came of since.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class PruneJobRunsJob(PortalDatabase database, TimeProvider time, ILogger<PruneJobRunsJob> logger) : IJob
{
    /// <summary>How long a run is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // Far above what any job takes; a run still open then has lost its node.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        await using var batch = database.App.CreateBatch();
        batch.BatchCommands.Add(new("delete from job_runs where started_at < $1") { Parameters = { new() { Value = now - Kept } } });
        batch.BatchCommands.Add(new(
            "update job_runs set outcome = 'interrupted', finished_at = $2, message = 'The node stopped before the job ended.' where "
                + "outcome = 'running' and started_at < $1")
        {
            Parameters = { new() { Value = now - Longest }, new() { Value = now } },
        });
        batch.BatchCommands.Add(new("select prune_work_units($1)") { Parameters = { new() { Value = now - Kept } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);

        var (pruned, closed) = (batch.BatchCommands[0].Rows, batch.BatchCommands[1].Rows);
        context.Result = $"{pruned} runs forgotten, {closed} closed";
        Log.Pruned(logger, pruned, closed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Forgot {Pruned} job runs and closed {Closed}")]
        public static partial void Pruned(ILogger logger, ulong pruned, ulong closed);
    }
}
