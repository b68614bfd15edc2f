using System.Text.Json.Nodes;
using Npgsql;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>
/// What identify events lately said of a person, looked up where she is known to have been: in her sessions and on her other days.
/// </summary>
/// <param name="Traits">A JSON object with the latest value of each trait; null when there is none.</param>
/// <param name="UserId">Of the latest such event with one.</param>
internal sealed record PersonTraits(string? Traits, string? UserId)
{
    private const int Sessions = 20;
    private const int Days = 10;

    // $1 tenant, $2 person, $3 her numbers, $4 the store's zone. Each span is narrow, so the index over names serves.
    private static readonly string Sql = $"""
        with spans as (
          (select visitor, started_at as first, ended_at as last from sessions
           where tenant_id = $1 and person = $2 order by started_at desc limit {Sessions})
          union all
          (select visitor, day::timestamp at time zone $4, (day + 1)::timestamp at time zone $4 from visitor_days d
           where tenant_id = $1 and visitor = any ($3)
             and not exists (select from sessions s where s.tenant_id = $1 and s.visitor = d.visitor)
           order by day desc limit {Days})
        )
        select said.properties::text, said.user_id
        from spans cross join lateral (
          select e.properties, e.user_id, e.occurred_at from events e
          where e.tenant_id = $1 and e.name = 'identify' and e.visitor = spans.visitor and e.occurred_at between spans.first and spans.last
            and (e.event_day between (spans.first at time zone 'UTC')::date - 1 and (spans.last at time zone 'UTC')::date + 1 or e.event_day = '1970-01-01')
          order by e.occurred_at desc limit 1
        ) said
        order by said.occurred_at desc
        """;

    public static async Task<PersonTraits> ReadAsync(
        NpgsqlConnection connection, CurrentStore store, PersonOfVisitor whom, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        object[] values = [store.TenantId, whom.Person, whom.Visitors, store.TimeZone];
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });

        var traits = new JsonObject();
        string? user = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            user ??= reader.Text(1);
            if (reader.Text(0) is not { } said || JsonNode.Parse(said) is not JsonObject members)
                continue;
            foreach (var (name, value) in members.Where(member => !traits.ContainsKey(member.Key)))
                traits[name] = value?.DeepClone();
        }

        return new(traits.Count == 0 ? null : traits.ToJsonString(), user);
    }
}
