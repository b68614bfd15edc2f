using Npgsql;
using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Keeps <c>identities</c>: whom each visitor belongs to, and who has to be counted elsewhere after new links.</summary>
internal sealed class IdentityProjection(NpgsqlConnection connection, Guid tenantId)
{
    private const string Upsert = """
        insert into identities as i (tenant_id, visitor, anonymous_id, user_id, linked_at, tie, is_alias, person)
        select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[], $7::boolean[], $8::bigint[])
        on conflict (tenant_id, visitor) do update set
          anonymous_id = excluded.anonymous_id, user_id = excluded.user_id, linked_at = excluded.linked_at, tie = excluded.tie,
          is_alias = excluded.is_alias, person = excluded.person
        """;

    private readonly Dictionary<long, IdentityLink> _links = [];

    /// <summary>Takes a link in; of several for one visitor the latest counts.</summary>
    public void Add(IdentityLink link)
    {
        if (!_links.TryGetValue(link.Visitor, out var known) || known.Moment < link.Moment)
        {
            _links[link.Visitor] = link;
        }
    }

    /// <summary>Writes the links.</summary>
    /// <returns>The visitors whose person changed, with the one before and the new one.</returns>
    public async Task<Dictionary<long, (long Before, long After)>> WriteAsync(CancellationToken cancellationToken)
    {
        var changed = new Dictionary<long, (long Before, long After)>();
        if (_links.Count == 0)
        {
            return changed;
        }

        var known = await LoadAsync("visitor = any($2)", [.. _links.Keys], cancellationToken);
        var links = _links.Values.Where(l => !known.TryGetValue(l.Visitor, out var row) || row.Link.Moment < l.Moment).ToList();
        if (links.Count == 0)
        {
            return changed;
        }

        var touched = new Dictionary<long, IdentityRow>();
        foreach (var link in links)
        {
            touched[link.Visitor] = new(link, known.TryGetValue(link.Visitor, out var row) ? row.Person : link.Visitor);
        }

        // A new alias moves everybody whose chain ends in or goes through the id that was given up.
        var ends = touched.Values.Where(r => r.Link.IsAlias || known.GetValueOrDefault(r.Link.Visitor)?.Link.IsAlias == true)
            .Select(r => r.Person).ToArray();
        if (ends.Length > 0)
        {
            foreach (var (visitor, row) in await LoadAsync("person = any($2)", ends, cancellationToken))
            {
                touched.TryAdd(visitor, row);
            }
        }

        var aliases = (await LoadAsync("is_alias and $2::bigint[] is not null", [], cancellationToken))
            .ToDictionary(r => r.Key, r => r.Value.Link.UserId);
        foreach (var row in touched.Values)
        {
            aliases.Remove(row.Link.Visitor);
            if (row.Link.IsAlias)
            {
                aliases[row.Link.Visitor] = row.Link.UserId;
            }
        }

        foreach (var row in touched.Values)
        {
            var person = PersonChain.End(row.Link.Visitor, row.Link.UserId, aliases);
            if (person != row.Person)
            {
                changed[row.Link.Visitor] = (row.Person, person);
            }

            row.Person = person;
        }

        await SaveAsync([.. touched.Values], cancellationToken);
        return changed;
    }

    /// <summary>The persons of those visitors that belong to somebody.</summary>
    public async Task<Dictionary<long, long>> PersonsAsync(IReadOnlyCollection<long> visitors, CancellationToken cancellationToken)
    {
        var persons = new Dictionary<long, long>();
        await using var command = new NpgsqlCommand("select visitor, person from identities where tenant_id = $1 and visitor = any($2)",
            connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Column(visitors, v => v);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            persons[reader.GetInt64(0)] = reader.GetInt64(1);
        }

        return persons;
    }

    private async Task<Dictionary<long, IdentityRow>> LoadAsync(string condition, long[] values, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<long, IdentityRow>();
        await using var command = new NpgsqlCommand(
            $"select visitor, anonymous_id, user_id, linked_at, tie, is_alias, person from identities where tenant_id = $1 and {condition}",
            connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = values });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var link = new IdentityLink(
                reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2),
                new(reader.GetDateTime(3), reader.GetInt64(4)), reader.GetBoolean(5));
            rows[link.Visitor] = new(link, reader.GetInt64(6));
        }

        return rows;
    }

    private async Task SaveAsync(IReadOnlyList<IdentityRow> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Upsert, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Column(rows, r => r.Link.Visitor);
        command.Column(rows, r => r.Link.AnonymousId);
        command.Column(rows, r => r.Link.UserId);
        command.Column(rows, r => r.Link.Moment.At);
        command.Column(rows, r => r.Link.Moment.Tie);
        command.Column(rows, r => r.Link.IsAlias);
        command.Column(rows, r => r.Person);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed class IdentityRow(IdentityLink link, long person)
    {
        public IdentityLink Link { get; } = link;
        public long Person { get; set; } = person;
    }
}

/// <summary>That a visitor belongs to a user, as one event says.</summary>
/// <param name="IsAlias">True when an alias message says so; such a visitor may stand in the middle of a chain.</param>
internal sealed record IdentityLink(long Visitor, string? AnonymousId, string UserId, EventMoment Moment, bool IsAlias);
