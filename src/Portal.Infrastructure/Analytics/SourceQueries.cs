using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>How visitors came: channel, below it source, medium and campaign.</summary>
public sealed class SourceQueries(PortalDatabase database)
{
    /// <summary>What the list can be ordered by.</summary>
    public static IEnumerable<string> Sorts => TrafficColumns.Orders.Keys;

    /// <summary>One page of the next level below the parts that are chosen.</summary>
    public async Task<TablePage<BreakdownRow>> ListAsync(
        Guid tenantId, AnalyticsRange range, SourceLevel level, TableQuery query, CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            select *, count(*) over ()
            from (
              select split_part(value, chr(31), $5) as value, {TrafficColumns.Sums}
              from traffic_rollups
              where tenant_id = $1 and grain = 'day' and dimension = '{TouchPath.Dimension}' and is_bot = any($2) and bucket >= $3
                and bucket < $4
                and ($6::text is null or split_part(value, chr(31), 1) = $6) and ($7::text is null or split_part(value, chr(31), 2) = $7)
                and ($8::text is null or split_part(value, chr(31), 3) = $8)
              group by 1) as found
            where $9::text is null or value ilike $9
            {TableSql.Page(query, TrafficColumns.Orders, "sessions", "value")}
            """,
            [range.Bots, range.Start, range.End, level.Depth, level.Channel, level.Source, level.Medium, TableSql.Pattern(query.Search)],
            row => (Row: new BreakdownRow(row.GetString(0), TrafficColumns.Read(row, 1)), Total: row.GetInt64(1 + TrafficColumns.Count)),
            cancellationToken);
        return new([.. rows.Select(row => row.Row)], rows.Count == 0 ? 0 : rows[0].Total);
    }
}

/// <summary>
/// Where in the tree of sources a list stands. A part counts only below the ones before it; empty is a part that is not known.
/// </summary>
public sealed record SourceLevel(string? Channel = null, string? Source = null, string? Medium = null)
{
    /// <summary>The part that is listed: 1 channels, 2 sources, 3 media, 4 campaigns.</summary>
    internal int Depth => Channel is null ? 1 : Source is null ? 2 : Medium is null ? 3 : 4;

    /// <summary>The dimension that is listed.</summary>
    public string Dimension => Depth switch
    {
        1 => TrafficDimensions.Channel,
        2 => TrafficDimensions.Source,
        3 => TrafficDimensions.Medium,
        _ => TrafficDimensions.Campaign,
    };
}
