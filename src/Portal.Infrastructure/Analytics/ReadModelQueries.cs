using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>How far a store's read models are.</summary>
public sealed class ReadModelQueries(PortalDatabase database)
{
    /// <summary>Null while the store's first events have not been taken in.</summary>
    public Task<ReadModelState?> FindAsync(Guid tenantId, CancellationToken cancellationToken = default) => database.FindAsync(
        tenantId,
        """
        select as_of, events, last_batch, rebuilt_at,
               (select min(received_from) from event_batches where tenant_id = $1 and projected_at is null and not held)
        from projections where tenant_id = $1
        """,
        [],
        row => new ReadModelState(row.GetFieldValue<DateTimeOffset>(0), row.GetInt64(1), row.GetInt64(2), row.Instant(3), row.Instant(4)),
        cancellationToken);
}
