using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Paths;
using Portal.Domain.Events;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Paths;

/// <summary>
/// The numbers that stand for pages and events while paths are followed: PostgreSQL's 64-bit hash of the path or, with
/// another seed, of the event's name. A text of its own for each of millions of rows would cost more than all the rest.
/// </summary>
internal static class NodeNumbers
{
    /// <summary>Of a page view, as SQL. One without a path has the number of the empty path.</summary>
    public const string OfPage = "hashtextextended(coalesce(e.path, ''), 0)";

    private const int PageSeed = 0;
    private const int EventSeed = 1;

    // A session of the last day may go on in the next ones.
    private const int DaysAfter = 2;

    private static readonly string[] NotSteps = [EventName.PageViewed, EventName.WebVitals, "identify", "alias", "group"];

    /// <summary>The number of one node.</summary>
    public static async Task<long> FindAsync(PortalDatabase database, Guid tenantId, PathNode node, CancellationToken cancellationToken)
    {
        var number = await database.ListAsync(
            tenantId, "select hashtextextended($2, $3) where $1::uuid is not null", [node.Name, (long)(node.IsPage ? PageSeed : EventSeed)],
            row => row.GetInt64(0), cancellationToken);
        return number[0];
    }

    /// <summary>The events of a range that can be steps: all but page views, measurements and what only says who somebody is.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> EventsAsync(
        PortalDatabase database, Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            tenantId,
            """
            select hashtextextended(name, $5), name from event_rollups
            where tenant_id = $1 and hour >= $2 and hour < $3 and name <> all($4) group by name
            """,
            [range.Start, range.End.AddDays(DaysAfter), NotSteps, (long)EventSeed],
            row => KeyValuePair.Create(row.GetInt64(0), row.GetString(1)),
            cancellationToken);
        return new Dictionary<long, string>(rows);
    }

    /// <summary>The paths that some numbers stand for.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> PagesAsync(
        PortalDatabase database, Guid tenantId, AnalyticsRange range, long[] numbers, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            tenantId,
            """
            select number, min(path)
            from (select path, hashtextextended(path, 0) as number from page_rollups where tenant_id = $1 and day between $2
              and $3) as pages
            where number = any($4) group by number
            """,
            [range.From, range.To.AddDays(DaysAfter), numbers],
            row => KeyValuePair.Create(row.GetInt64(0), row.GetString(1)),
            cancellationToken);
        return new Dictionary<long, string>(rows);
    }
}
