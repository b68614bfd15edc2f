using Npgsql;
using Portal.Domain.Events;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>The person behind a visitor's number, with every number and id that leads to her.</summary>
/// <param name="Visitors">Her numbers: her own, her browsers', and those of ids that were joined into hers.</param>
/// <param name="FirstDay">The store's first day on which one of them did something; null when none did.</param>
internal sealed record PersonOfVisitor(
    long Person, IReadOnlyList<VisitorIdentity> Ids, long[] Visitors, DateOnly? FirstDay, DateOnly? LastDay)
{
    private const string Sql = """
        with whom as (
          select coalesce((select person from identities where tenant_id = $1 and visitor = $2), $2::bigint) as person
        ), members as (
          select person as visitor from whom union select $2::bigint
          union select visitor from identities where tenant_id = $1 and person = (select person from whom)
        )
        select (select person from whom), m.visitor, coalesce(i.anonymous_id, s.anonymous_id), i.user_id, i.linked_at, coalesce(i.is_alias,
          false), d.first, d.last
        from members m
        left join identities i on i.tenant_id = $1 and i.visitor = m.visitor
        left join lateral (select anonymous_id from sessions where tenant_id = $1 and visitor = m.visitor limit 1) s on true
        left join lateral (select min(day) as first, max(day) as last from visitor_days where tenant_id = $1 and visitor = m.visitor) d
          on true
        order by i.linked_at desc nulls last, m.visitor
        """;

    /// <summary>True when anything is known of the number.</summary>
    public bool IsKnown => FirstDay is not null || Ids.Any(id => id.LinkedAt is not null);

    public static async Task<PersonOfVisitor> FindAsync(
        NpgsqlConnection connection, Guid tenantId, long visitor, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = visitor });
        var found = new PersonOfVisitor(visitor, [], [], null, null);
        var ids = new List<VisitorIdentity>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(new(reader.GetInt64(1), reader.Text(2), reader.Text(3), reader.Instant(4), reader.GetBoolean(5)));
            found = found with
            {
                Person = reader.GetInt64(0),
                FirstDay = Min(found.FirstDay, Day(reader, 6)),
                LastDay = Max(found.LastDay, Day(reader, 7))
            };
        }

        return found with { Ids = Named(ids), Visitors = [.. ids.Select(id => id.Visitor)] };
    }

    // A user id has no link of its own; the browsers that lead to it tell it.
    private static List<VisitorIdentity> Named(List<VisitorIdentity> ids)
    {
        var users = ids.Select(id => id.UserId).OfType<string>().Distinct().ToDictionary(VisitorId.OfUser);
        return [.. ids.Select(id => id is { AnonymousId: null, UserId: null }
            && users.TryGetValue(id.Visitor, out var user) ? id with { UserId = user } : id)];
    }

    private static DateOnly? Day(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    private static DateOnly? Min(DateOnly? a, DateOnly? b) => a is null || b < a ? b : a;

    private static DateOnly? Max(DateOnly? a, DateOnly? b) => a is null || b > a ? b : a;
}
