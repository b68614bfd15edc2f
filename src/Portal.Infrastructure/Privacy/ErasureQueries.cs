using Npgsql;
using Portal.Domain.Events;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Privacy;

/// <summary>What the page of privacy requests shows.</summary>
public sealed class ErasureQueries(PortalDatabase database)
{
    private const int Latest = 200;

    /// <summary>The latest requests, the newest first.</summary>
    public async Task<IReadOnlyList<Erasure>> ListAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("""
            select e.id, e.subject, u.display_name, e.requested_at, e.finished_at, e.events, e.error
            from erasures e left join users u on u.id = e.requested_by
            where e.tenant_id = $1 order by e.requested_at desc limit $2
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = Latest });
        var erasures = new List<Erasure>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            erasures.Add(new(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                reader.IsDBNull(5) ? null : reader.GetInt32(5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return erasures;
    }

    /// <summary>Finds whom an id means; null when nothing is known by it.</summary>
    /// <param name="id">An anonymous id, a user id, or a visitor's number.</param>
    public async Task<ErasureSubject?> FindAsync(Guid tenantId, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("""
            with wanted as (select unnest($2::bigint[]) as visitor),
            person as (
              select coalesce(i.person, d.person, w.visitor) as person
              from wanted w
              left join identities i on i.tenant_id = $1 and i.visitor = w.visitor
              left join lateral (select person from visitor_days where tenant_id = $1 and visitor = w.visitor limit 1) d on true
              where i.visitor is not null or d.person is not null
                or exists (select from identities where tenant_id = $1 and person = w.visitor)
              limit 1
            )
            select p.person,
              (select count(distinct visitor)::integer from visitor_days where tenant_id = $1 and visitor in (
                 select visitor from identities where tenant_id = $1 and person = p.person union select p.person)),
              (select count(*) from sessions where tenant_id = $1 and person = p.person),
              (select count(*) from event_orders where tenant_id = $1 and person = p.person)
            from person p
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = Numbers(id) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3))
            : null;
    }

    private static long[] Numbers(string id) => long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var number)
        ? [VisitorId.OfUser(id), VisitorId.OfAnonymous(id), number]
        : [VisitorId.OfUser(id), VisitorId.OfAnonymous(id)];
}
