using System.Globalization;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Events;

/// <summary>Forgets entries of the event ledger that every follower has long taken in.</summary>
[DisallowConcurrentExecution]
public sealed class PruneEventBatchesJob(PortalDatabase database, TimeProvider time) : IJob
{
    /// <summary>Longer than any follower on another node is away.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow() - Kept;
        var pruned = 0;
        foreach (var (tenantId, _) in await database.ListStoresAsync(cancellationToken))
        {
            await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
            await using var command = new Npgsql.NpgsqlCommand("delete from event_batches where tenant_id = $1 and projected_at < $2", connection);
            command.Parameters.Add(new() { Value = tenantId });
            command.Parameters.Add(new() { Value = before });
            pruned += await command.ExecuteNonQueryAsync(cancellationToken);
        }

        context.Result = string.Create(CultureInfo.InvariantCulture, $"{pruned} entries forgotten");
    }
}
