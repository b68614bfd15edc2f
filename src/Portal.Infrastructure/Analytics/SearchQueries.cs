using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>What visitors searched for in the shop.</summary>
public sealed class SearchQueries(PortalDatabase database)
{
    private static readonly Dictionary<string, string> Orders = new()
    {
        ["query"] = "query",
        ["searches"] = "searches",
        ["without_result"] = "without_result",
        ["without_rate"] = "without_result::numeric / nullif(searches, 0)",
    };

    /// <summary>What the list can be ordered by.</summary>
    public static IEnumerable<string> Sorts => Orders.Keys;

    /// <summary>How much was searched, and whether those who searched ordered.</summary>
    public async Task<SearchFigures> FindAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken = default) =>
        (await database.FindAsync(
        tenantId,
        """
        select r.queries, r.searches, r.without_result, s.searching, s.searching_ordering, s.others, s.others_ordering
        from (select count(distinct query) as queries, coalesce(sum(searches), 0)::bigint as searches, coalesce(sum(without_result),
          0)::bigint as without_result
              from search_rollups where tenant_id = $1 and day between $2 and $3 and is_bot = any($4)) as r,
             (select coalesce(sum(sessions) filter (where value = 'yes'), 0)::bigint as searching,
               coalesce(sum(ordering) filter (where value = 'yes'), 0)::bigint as searching_ordering,
                     coalesce(sum(sessions) filter (where value = ''), 0)::bigint as others,
                       coalesce(sum(ordering) filter (where value = ''), 0)::bigint as others_ordering
              from traffic_rollups where tenant_id = $1 and grain = 'day' and dimension = 'search' and is_bot = any($4) and bucket >= $5
                and bucket < $6) as s
        """,
        [range.From, range.To, range.Bots, range.Start, range.End],
        row => new SearchFigures(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)),
        cancellationToken))!;

    /// <summary>One page of what was searched for.</summary>
    /// <param name="isWithoutResult">Only words that found nothing at least once.</param>
    public async Task<TablePage<SearchRow>> ListAsync(
        Guid tenantId, AnalyticsRange range, bool isWithoutResult, TableQuery query, CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            select *, count(*) over ()
            from (
              select query, sum(searches)::bigint as searches, sum(without_result)::bigint as without_result
              from search_rollups
              where tenant_id = $1 and day between $2 and $3 and is_bot = any($4) and ($5::text is null or query ilike $5)
              group by query having not $6 or sum(without_result) > 0) as found
            {TableSql.Page(query, Orders, isWithoutResult ? "without_result" : "searches", "searches desc, query")}
            """,
            [range.From, range.To, range.Bots, TableSql.Pattern(query.Search), isWithoutResult],
            row => (Row: new SearchRow(row.GetString(0), row.GetInt64(1), row.GetInt64(2)), Total: row.GetInt64(3)),
            cancellationToken);
        return new([.. rows.Select(row => row.Row)], rows.Count == 0 ? 0 : rows[0].Total);
    }
}

/// <summary>Words that were searched for.</summary>
/// <param name="Query">In lower case.</param>
/// <param name="WithoutResult">Searches of them that the shop says found nothing.</param>
public sealed record SearchRow(string Query, long Searches, long WithoutResult)
{
    /// <summary>Searches without a result divided by searches.</summary>
    public decimal? WithoutRate => Searches == 0 ? null : (decimal)WithoutResult / Searches;
}

/// <summary>A shop's search as a whole.</summary>
/// <param name="Queries">Different words.</param>
/// <param name="SearchingSessions">Sessions with a search.</param>
/// <param name="OrderingAfterSearch">Of those, sessions with an order.</param>
/// <param name="OtherSessions">Sessions without a search.</param>
/// <param name="OrderingOtherwise">Of those, sessions with an order.</param>
public sealed record SearchFigures(
    long Queries, long Searches, long WithoutResult, long SearchingSessions, long OrderingAfterSearch, long OtherSessions,
    long OrderingOtherwise)
{
    /// <summary>Searches without a result divided by searches.</summary>
    public decimal? WithoutRate => Searches == 0 ? null : (decimal)WithoutResult / Searches;

    /// <summary>Sessions with a search and an order divided by sessions with a search.</summary>
    public decimal? OrderingRateAfterSearch => SearchingSessions == 0 ? null : (decimal)OrderingAfterSearch / SearchingSessions;

    /// <summary>The same of sessions without a search.</summary>
    public decimal? OrderingRateOtherwise => OtherSessions == 0 ? null : (decimal)OrderingOtherwise / OtherSessions;
}
