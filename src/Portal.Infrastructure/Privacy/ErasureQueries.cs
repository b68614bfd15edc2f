using Npgsql;
using Portal.Domain.Events;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Privacy;

/// <summary>What the page of privacy requests shows.</summary>
public sealed class ErasureQueries(PortalDatabase database)
{
    /// <summary>One page of the requests, the newest first.</summary>
    public async Task<TablePage<Erasure>> ListAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken)
    {
        var total = await database.FindAsync(tenantId, "select count(*) from erasures where tenant_id = $1", [],
            row => (object)row.GetInt64(0), cancellationToken);
        var rows = await database.ListAsync(
            tenantId,
            """
            select e.id, e.subject, u.display_name, e.requested_at, e.finished_at, e.events, e.error
            from erasures e left join users u on u.id = e.requested_by
            where e.tenant_id = $1 order by e.requested_at desc, e.id limit $2 offset $3
            """,
            [query.Size, query.Offset],
            row => new Erasure(
                row.GetGuid(0), row.Text(1), row.Text(2), row.GetFieldValue<DateTimeOffset>(3), row.Instant(4),
                row.IsDBNull(5) ? null : row.GetInt32(5), row.Text(6)),
            cancellationToken);
        return new(rows, (long)total!);
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

/// <summary>A request to forget a visitor.</summary>
/// <param name="Subject">What was asked for; null once it is done, since it is forgotten too.</param>
/// <param name="RequestedBy">The member's name; null when the account is gone.</param>
/// <param name="Events">Events that were deleted; null until it is done.</param>
/// <param name="Error">Why the last attempt failed; null when none has.</param>
public sealed record Erasure(
    Guid Id, string? Subject, string? RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt, int? Events, string? Error);
