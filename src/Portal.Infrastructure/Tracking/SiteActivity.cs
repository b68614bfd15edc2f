using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tracking;

/// <summary>When a store's sites last sent something.</summary>
public sealed class SiteActivity(PortalDatabase database)
{
    /// <summary>The receipt of each site's latest event of the past day; quiet sites are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> LastEventsAsync(
        Guid tenantId, CancellationToken cancellationToken = default)
    {
        // One descent of events_received for each site; the bounds keep it to a few partitions.
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("""
            select s.id, latest.received_at
            from sites s
            cross join lateral (
              select e.received_at from events e
              where e.tenant_id = $1 and e.site_id = s.id and e.received_at > now() - interval '1 day'
                and (e.event_day >= current_date - 3 or e.event_day = '1970-01-01')
              order by e.received_at desc limit 1
            ) latest
            where s.tenant_id = $1 and s.archived_at is null
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        var last = new Dictionary<Guid, DateTimeOffset>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            last[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        }

        return last;
    }
}
