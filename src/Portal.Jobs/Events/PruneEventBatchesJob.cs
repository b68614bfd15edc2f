using System.Globalization;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Jobs.Operations;
using Quartz;

namespace Portal.Jobs.Events;

/// <summary>Forgets entries of the event ledger that every follower has long taken in.</summary>
[DisallowConcurrentExecution]
public sealed class PruneEventBatchesJob(PortalDatabase database, StoreRounds rounds, TimeProvider time) : IJob
{
    /// <summary>Longer than any follower on another node is away.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly TimeSpan StoreLimit = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var pruned = 0;
        var stores = (await database.ListStoresAsync(cancellationToken)).Select(store => new StoreTurn(
            store.TenantId, async token => pruned += await PruneAsync(store.TenantId, token)));
        var round = await rounds.RunAsync<PruneEventBatchesJob>(stores, StoreLimit, cancellationToken);
        context.Result = string.Create(CultureInfo.InvariantCulture, $"{pruned} entries forgotten{round.Troubled}");
    }

    private async Task<int> PruneAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("delete from event_batches where tenant_id = $1 and projected_at < $2", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Kept });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
