using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Differences for <c>search_rollups</c>; words that differ in case or outer space only are one search.</summary>
internal sealed class SearchRollup() : CountRollup<SearchRollup.Key, SearchRollup.Measures>(Merge, Sweep)
{
    private const string Merge = """
        insert into search_rollups as t (tenant_id, day, is_bot, query, searches, without_result)
        select $1, * from unnest($2::date[], $3::boolean[], $4::text[], $5::bigint[], $6::bigint[])
        on conflict (tenant_id, day, is_bot, query) do update set
          searches = t.searches + excluded.searches, without_result = t.without_result + excluded.without_result
        """;

    private const string Sweep = """
        delete from search_rollups t using unnest($2::date[], $3::boolean[], $4::text[]) as k (day, is_bot, query)
        where t.tenant_id = $1 and t.day = k.day and t.is_bot = k.is_bot and t.query = k.query and t.searches = 0
        """;

    public void Add(in EventFact fact, DateOnly day, int sign)
    {
        if (fact.Query is { Length: > 0 } query)
        {
            Count(new(day, fact.IsBot, query.ToLowerInvariant()), new(sign, fact.Results == 0 ? sign : 0));
        }
    }

    protected override Measures Sum(Measures left, Measures right) =>
        new(left.Searches + right.Searches, left.WithoutResult + right.WithoutResult);

    protected override bool IsNegative(Measures measures) => measures.Searches < 0;

    protected override void AddKey(NpgsqlCommand command, List<KeyValuePair<Key, Measures>> rows)
    {
        command.Column(rows, r => r.Key.Day);
        command.Column(rows, r => r.Key.IsBot);
        command.Column(rows, r => r.Key.Query);
    }

    protected override void AddMeasures(NpgsqlCommand command, List<KeyValuePair<Key, Measures>> rows)
    {
        command.Column(rows, r => r.Value.Searches);
        command.Column(rows, r => r.Value.WithoutResult);
    }

    internal readonly record struct Key(DateOnly Day, bool IsBot, string Query);

    internal readonly record struct Measures(long Searches, long WithoutResult);
}
