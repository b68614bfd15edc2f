using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Brings a store's read models up to what its event ledger holds.</summary>
public sealed class Projector(PortalDatabase database, RebuildReadModels rebuild, TimeProvider time)
{
    /// <summary>Events of one pass: few enough for a short transaction, many enough that a session is written seldom.</summary>
    private const int EventsInPass = 50_000;

    /// <summary>Takes the next commits in, in one transaction.</summary>
    /// <returns>What is left to do.</returns>
    public async Task<ProjectionProgress> AdvanceAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await ReadModelLock.TryTakeAsync(connection, tenantId, cancellationToken))
        {
            return ProjectionProgress.Busy;
        }

        var store = await StoreFacts.LoadAsync(connection, tenantId, cancellationToken);
        if (await ProjectionState.IsOfAnotherZoneAsync(connection, store, cancellationToken))
        {
            await transaction.RollbackAsync(cancellationToken);
            await rebuild.RunAsync(tenantId, cancellationToken);
            return ProjectionProgress.More;
        }

        var started = time.GetUtcNow().UtcDateTime;
        if (await PendingBatches.LoadAsync(connection, tenantId, EventsInPass, cancellationToken) is not { } batches)
        {
            return ProjectionProgress.Done;
        }

        var pass = new ProjectionPass(connection, store);
        var facts = EventFactReader.OfBatchesAsync(
            connection, tenantId, batches.Ids, batches.FirstDay, batches.LastDay, batches.From, batches.To, cancellationToken);
        await foreach (var fact in facts)
        {
            pass.Add(fact);
        }

        await pass.WriteAsync(cancellationToken);
        await batches.MarkAsync(connection, tenantId, started, cancellationToken);
        await ProjectionState.AdvanceAsync(
            connection, store, batches.IsAll ? started : batches.To, pass.Count, batches.Ids[^1], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return batches.IsAll ? ProjectionProgress.Done : ProjectionProgress.More;
    }

    /// <summary>Takes everything in that waits when it is called.</summary>
    public async Task CatchUpAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        while (await AdvanceAsync(tenantId, cancellationToken) is var progress && progress != ProjectionProgress.Done)
        {
            if (progress == ProjectionProgress.Busy)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}

/// <summary>What a pass left to do.</summary>
public enum ProjectionProgress
{
    /// <summary>Nothing waits.</summary>
    Done,

    /// <summary>More commits wait.</summary>
    More,

    /// <summary>Another node, or a rebuild, is at this store.</summary>
    Busy,
}
