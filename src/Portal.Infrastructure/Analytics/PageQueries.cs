using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>The pages of a store's sites: how often they were seen, and how often visits began and ended on them.</summary>
public sealed class PageQueries(PortalDatabase database)
{
    private static readonly Dictionary<string, string> Orders = new()
    {
        ["path"] = "path",
        ["views"] = "views",
        ["entrances"] = "entrances",
        ["bounces"] = "bounces::numeric / nullif(entrances, 0)",
        ["exits"] = "exits",
        ["exit_rate"] = "exits::numeric / nullif(views, 0)",
    };

    /// <summary>What the list can be ordered by.</summary>
    public static IEnumerable<string> Sorts => Orders.Keys;

    /// <summary>One page of the list of pages.</summary>
    public async Task<TablePage<PageRow>> ListAsync(
        Guid tenantId, AnalyticsRange range, TableQuery query, CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            with facts as (
              select path, views, 0 as entrances, 0 as bounces, 0 as exits
              from page_rollups
              where tenant_id = $1 and day between $2 and $3 and is_bot = any($4)
              union all
              select value, 0, case dimension when 'landing' then sessions else 0 end, case dimension when 'landing' then bounces
                else 0 end,
                     case dimension when 'exit' then sessions else 0 end
              from traffic_rollups
              where tenant_id = $1 and grain = 'day' and dimension in ('landing', 'exit') and is_bot = any($4) and bucket >= $5
                and bucket < $6
            )
            select *, count(*) over ()
            from (
              select path, sum(views)::bigint as views, sum(entrances)::bigint as entrances, sum(bounces)::bigint as bounces,
                sum(exits)::bigint as exits
              from facts where path <> '' and ($7::text is null or path ilike $7) group by path) as found
            {TableSql.Page(query, Orders, "views", "path")}
            """,
            [range.From, range.To, range.Bots, range.Start, range.End, TableSql.Pattern(query.Search)],
            row => (Row: new PageRow(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
                Total: row.GetInt64(5)),
            cancellationToken);
        return new([.. rows.Select(row => row.Row)], rows.Count == 0 ? 0 : rows[0].Total);
    }
}

/// <summary>One page of a site.</summary>
/// <param name="Path">Of its address, without host and query.</param>
/// <param name="Entrances">Sessions that began on it.</param>
/// <param name="Bounces">Of those, sessions that did nothing else.</param>
/// <param name="Exits">Sessions whose last page it was.</param>
public sealed record PageRow(string Path, long Views, long Entrances, long Bounces, long Exits)
{
    /// <summary>Bounces divided by entrances.</summary>
    public decimal? BounceRate => Entrances == 0 ? null : (decimal)Bounces / Entrances;

    /// <summary>Exits divided by views.</summary>
    public decimal? ExitRate => Views == 0 ? null : (decimal)Exits / Views;
}
