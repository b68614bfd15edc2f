using Npgsql;
using Portal.Domain.Analytics.Speed;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>
/// Differences for <c>web_vital_rollups</c>: each measurement counts for its page and, under <see cref="EveryPage"/>, for all.
/// </summary>
internal sealed class WebVitalRollup() : CountRollup<WebVitalRollup.Key, long>(Merge, Sweep)
{
    /// <summary>The path of the rows that count every page together.</summary>
    public const string EveryPage = "";

    private const string Merge = """
        insert into web_vital_rollups as t (tenant_id, day, is_bot, metric, device, path, value, samples)
        select $1, * from unnest($2::date[], $3::boolean[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::bigint[])
        on conflict (tenant_id, day, is_bot, metric, device, path, value) do update set samples = t.samples + excluded.samples
        """;

    private const string Sweep = """
        delete from web_vital_rollups t
        using unnest($2::date[], $3::boolean[], $4::text[], $5::text[], $6::text[], $7::integer[]) as k (day, is_bot, metric, device, path, value)
        where t.tenant_id = $1 and t.day = k.day and t.is_bot = k.is_bot and t.metric = k.metric and t.device = k.device and t.path = k.path
          and t.value = k.value and t.samples = 0
        """;

    public void Add(in EventFact fact, DateOnly day, int sign)
    {
        if (fact.Vitals is null)
        {
            return;
        }

        foreach (var (vital, kept) in WebVitalReading.Of(fact.Vitals))
        {
            var all = new Key(day, fact.IsBot, vital.Key, fact.Device ?? "", EveryPage, kept);
            Count(all, sign);
            if (fact.Path is { Length: > 0 } path)
            {
                Count(all with { Path = path }, sign);
            }
        }
    }

    protected override long Sum(long left, long right) => left + right;

    protected override bool IsNegative(long measures) => measures < 0;

    protected override void AddKey(NpgsqlCommand command, List<KeyValuePair<Key, long>> rows)
    {
        command.Column(rows, r => r.Key.Day);
        command.Column(rows, r => r.Key.IsBot);
        command.Column(rows, r => r.Key.Metric);
        command.Column(rows, r => r.Key.Device);
        command.Column(rows, r => r.Key.Path);
        command.Column(rows, r => r.Key.Value);
    }

    protected override void AddMeasures(NpgsqlCommand command, List<KeyValuePair<Key, long>> rows) => command.Column(rows, r => r.Value);

    internal readonly record struct Key(DateOnly Day, bool IsBot, string Metric, string Device, string Path, int Value);
}
