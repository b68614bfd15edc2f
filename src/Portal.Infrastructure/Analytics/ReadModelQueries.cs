using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>How far a store's read models are.</summary>
public sealed class ReadModelQueries(PortalDatabase database)
{
    /// <summary>Null before the store's first events.</summary>
    public Task<ReadModelState?> FindAsync(Guid tenantId, CancellationToken cancellationToken = default) => database.FindAsync(
        tenantId,
        """
        select coalesce(p.as_of, waiting.since), coalesce(p.events, 0), coalesce(p.last_batch, 0), p.rebuilt_at, waiting.since,
          waiting.events
        from (
          select min(received_from) as since, coalesce(sum(events), 0)::bigint as events
          from event_batches where tenant_id = $1 and projected_at is null and not held
        ) as waiting
        left join projections p on p.tenant_id = $1
        where p.tenant_id is not null or waiting.events > 0
        """,
        [],
        row => new ReadModelState(row.GetFieldValue<DateTimeOffset>(0), row.GetInt64(1), row.GetInt64(2), row.Instant(3), row.Instant(4),
            row.GetInt64(5)),
        cancellationToken);
}
