using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>A store's traffic told apart by one dimension.</summary>
public sealed class BreakdownQueries(PortalDatabase database)
{
    private const string Rollups = "tenant_id = $1 and grain = 'day' and dimension = $2 and is_bot = any($3)";

    /// <summary>The values with the most sessions, each with its sessions of an earlier range.</summary>
    /// <param name="dimension">One of <see cref="TrafficDimensions"/>.</param>
    /// <param name="before">Null compares with nothing.</param>
    public Task<List<BreakdownTop>> TopAsync(
        Guid tenantId, AnalyticsRange range, AnalyticsRange? before, string dimension, int count,
        CancellationToken cancellationToken = default) =>
        database.ListAsync(
            tenantId,
            $"""
            with top as (
              select value, {TrafficColumns.Sums} from traffic_rollups
              where {Rollups} and bucket >= $4 and bucket < $5
              group by value having sum(sessions) > 0 or sum(orders) > 0
              order by sum(sessions) desc, value limit $8
            ),
            earlier as (
              select value, sum(sessions)::bigint as sessions_before from traffic_rollups
              where {Rollups} and bucket >= $6 and bucket < $7 and value in (select value from top)
              group by value
            )
            select value, sessions, new_sessions, bounces, seconds, pageviews, ordering, orders, revenue, refunds, refunded,
              coalesce(sessions_before, 0)
            from top left join earlier using (value) order by sessions desc, value
            """,
            [dimension, range.Bots, range.Start, range.End, (before ?? range).Start, (before ?? range).End, count],
            row => new BreakdownTop(row.GetString(0), TrafficColumns.Read(row, 1),
                before is null ? null : row.GetInt64(1 + TrafficColumns.Count)),
            cancellationToken);

    /// <summary>One page of a dimension's values.</summary>
    public async Task<TablePage<BreakdownRow>> ListAsync(
        Guid tenantId, AnalyticsRange range, string dimension, TableQuery query, CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            select *, count(*) over ()
            from (
              select value, {TrafficColumns.Sums} from traffic_rollups
              where {Rollups} and bucket >= $4 and bucket < $5 and ($6::text is null or value ilike $6)
              group by value having sum(sessions) > 0 or sum(orders) > 0) as found
            {TableSql.Page(query, TrafficColumns.Orders, "sessions", "value")}
            """,
            [dimension, range.Bots, range.Start, range.End, TableSql.Pattern(query.Search)],
            row => (Row: new BreakdownRow(row.GetString(0), TrafficColumns.Read(row, 1)), Total: row.GetInt64(1 + TrafficColumns.Count)),
            cancellationToken);
        return new([.. rows.Select(row => row.Row)], rows.Count == 0 ? 0 : rows[0].Total);
    }
}

/// <summary>The traffic of one value of a dimension.</summary>
/// <param name="Value">Empty where it is not known.</param>
public sealed record BreakdownRow(string Value, TrafficFigures Figures);

/// <summary>The same, with how many sessions there were before; null where nothing is compared.</summary>
public sealed record BreakdownTop(string Value, TrafficFigures Figures, long? SessionsBefore);
