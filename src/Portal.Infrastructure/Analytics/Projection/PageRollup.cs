using Npgsql;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Differences for <c>page_rollups</c>.</summary>
internal sealed class PageRollup() : CountRollup<PageRollup.Key, long>(Merge, Sweep)
{
    private const string Merge = """
        insert into page_rollups as t (tenant_id, day, is_bot, path, views)
        select $1, * from unnest($2::date[], $3::boolean[], $4::text[], $5::bigint[])
        on conflict (tenant_id, day, is_bot, path) do update set views = t.views + excluded.views
        """;

    private const string Sweep = """
        delete from page_rollups t using unnest($2::date[], $3::boolean[], $4::text[]) as k (day, is_bot, path)
        where t.tenant_id = $1 and t.day = k.day and t.is_bot = k.is_bot and t.path = k.path and t.views = 0
        """;

    public void Add(in EventFact fact, DateOnly day, int sign)
    {
        if (fact is { Name: EventName.PageViewed, Path: { } path })
        {
            Count(new(day, fact.IsBot, path), sign);
        }
    }

    protected override long Sum(long left, long right) => left + right;

    protected override bool IsNegative(long measures) => measures < 0;

    protected override void AddKey(NpgsqlCommand command, List<KeyValuePair<Key, long>> rows)
    {
        command.Column(rows, r => r.Key.Day);
        command.Column(rows, r => r.Key.IsBot);
        command.Column(rows, r => r.Key.Path);
    }

    protected override void AddMeasures(NpgsqlCommand command, List<KeyValuePair<Key, long>> rows) => command.Column(rows, r => r.Value);

    internal readonly record struct Key(DateOnly Day, bool IsBot, string Path);
}
