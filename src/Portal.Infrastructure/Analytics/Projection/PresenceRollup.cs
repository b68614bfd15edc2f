using Npgsql;
using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Differences for <c>presence_rollups</c>.</summary>
internal sealed class PresenceRollup() : CountRollup<PresenceCell, PresenceRollup.Measures>(Merge, Sweep)
{
    private const string Merge = """
        insert into presence_rollups as t (tenant_id, kind, with_bots, day, since, persons)
        select $1, * from unnest($2::text[], $3::boolean[], $4::date[], $5::date[], $6::bigint[])
        on conflict (tenant_id, kind, with_bots, day, since) do update set persons = t.persons + excluded.persons
        """;

    private const string Sweep = """
        delete from presence_rollups t using unnest($2::text[], $3::boolean[], $4::date[], $5::date[]) as k (kind, with_bots, day, since)
        where t.tenant_id = $1 and t.kind = k.kind and t.with_bots = k.with_bots and t.day = k.day and t.since = k.since and t.persons = 0
        """;

    /// <summary>Counts a person with these days, or takes her back.</summary>
    public void Add(IReadOnlyCollection<(DateOnly Day, bool IsBot)> days, int sign)
    {
        foreach (var cell in Presence.Of(days))
        {
            Count(cell, new(sign));
        }
    }

    protected override Measures Sum(Measures left, Measures right) => new(left.Persons + right.Persons);

    protected override bool IsNegative(Measures measures) => measures.Persons < 0;

    protected override void AddKey(NpgsqlCommand command, List<KeyValuePair<PresenceCell, Measures>> rows)
    {
        command.Column(rows, r => r.Key.Kind);
        command.Column(rows, r => r.Key.WithBots);
        command.Column(rows, r => r.Key.Day);
        command.Column(rows, r => r.Key.Since);
    }

    protected override void AddMeasures(NpgsqlCommand command, List<KeyValuePair<PresenceCell, Measures>> rows) =>
        command.Column(rows, r => r.Value.Persons);

    internal readonly record struct Measures(long Persons);
}
