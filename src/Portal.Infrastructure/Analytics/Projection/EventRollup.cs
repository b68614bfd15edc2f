using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Differences for <c>event_rollups</c>.</summary>
internal sealed class EventRollup() : CountRollup<EventRollup.Key, EventRollup.Measures>(Merge, Sweep)
{
    private const string Merge = """
        insert into event_rollups as t (tenant_id, name, is_bot, hour, events, late)
        select $1, * from unnest($2::text[], $3::boolean[], $4::timestamptz[], $5::bigint[], $6::bigint[])
        on conflict (tenant_id, name, is_bot, hour) do update set events = t.events + excluded.events, late = t.late + excluded.late
        """;

    private const string Sweep = """
        delete from event_rollups t using unnest($2::text[], $3::boolean[], $4::timestamptz[]) as k (name, is_bot, hour)
        where t.tenant_id = $1 and t.name = k.name and t.is_bot = k.is_bot and t.hour = k.hour and t.events = 0
        """;

    /// <summary>What arrives later than this after it happened is late.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    public void Add(in EventFact fact, DateTime hour, int sign) =>
        Count(new(fact.Name, fact.IsBot, hour), new(sign, fact.ReceivedAt - fact.OccurredAt > Late ? sign : 0));

    protected override Measures Sum(Measures left, Measures right) => new(left.Events + right.Events, left.Late + right.Late);

    protected override bool IsNegative(Measures measures) => measures.Events < 0;

    protected override void AddKey(NpgsqlCommand command, List<KeyValuePair<Key, Measures>> rows)
    {
        command.Column(rows, r => r.Key.Name);
        command.Column(rows, r => r.Key.IsBot);
        command.Column(rows, r => r.Key.Hour);
    }

    protected override void AddMeasures(NpgsqlCommand command, List<KeyValuePair<Key, Measures>> rows)
    {
        command.Column(rows, r => r.Value.Events);
        command.Column(rows, r => r.Value.Late);
    }

    internal readonly record struct Key(string Name, bool IsBot, DateTime Hour);

    internal readonly record struct Measures(long Events, long Late);
}
