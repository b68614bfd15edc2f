using System.Globalization;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Events;

/// <summary>Forgets what the event API answered longer than 90 days ago.</summary>
[DisallowConcurrentExecution]
public sealed class PruneIngestHealthJob(PortalDatabase database, TimeProvider time) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.App.CreateCommand("select prune_ingest_health($1)");
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Kept });
        var forgotten = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        context.Result = string.Create(CultureInfo.InvariantCulture, $"{forgotten} rows forgotten");
    }
}
