using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tracking;

/// <summary>Whether a site's tracker works: what the installation page waits for.</summary>
public sealed class InstallationQueries(PortalDatabase database)
{
    private static readonly string[] Awaited = ["page_viewed", "product_viewed", "product_added", "order_completed"];

    /// <summary>When the tracker was last fetched, and when each awaited event was last received in the past two days.</summary>
    public async Task<InstallationState> FindAsync(Guid tenantId, Guid siteId, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("""
            select s.tracker_fetched_at, s.first_event_at, awaited.name, latest.received_at
            from sites s
            cross join unnest($3) as awaited (name)
            left join lateral (
              select e.received_at from events e
              where e.tenant_id = $1 and e.site_id = $2 and e.name = awaited.name
                and e.received_at > now() - interval '2 days' and (e.event_day >= current_date - 32 or e.event_day = '1970-01-01')
              order by e.received_at desc limit 1
            ) latest on true
            where s.tenant_id = $1 and s.id = $2
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = siteId });
        command.Parameters.Add(new() { Value = Awaited });
        var state = new InstallationState(null, null, new Dictionary<string, DateTimeOffset>());
        var seen = new Dictionary<string, DateTimeOffset>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            state = new(Instant(reader, 0), Instant(reader, 1), seen);
            if (Instant(reader, 3) is { } received)
            {
                seen[reader.GetString(2)] = received;
            }
        }

        return state;
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>How far a site's installation is.</summary>
/// <param name="FetchedAt">When a browser last fetched the tracker's settings with one of the site's keys.</param>
/// <param name="FirstEventAt">When the site's first event was kept.</param>
/// <param name="Seen">Of the awaited events, when each was last received; those not seen are missing.</param>
public sealed record InstallationState(
    DateTimeOffset? FetchedAt, DateTimeOffset? FirstEventAt, IReadOnlyDictionary<string, DateTimeOffset> Seen)
{
    /// <summary>True once an event of the site is in the table.</summary>
    public bool IsWorking => FirstEventAt is not null;
}
