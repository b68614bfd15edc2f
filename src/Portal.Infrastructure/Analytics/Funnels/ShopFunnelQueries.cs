using Npgsql;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>
/// The funnel every shop has, from rollups: sessions, and those of them in which a product was seen, one was put into the
/// cart, the checkout began, and an order was placed. Sessions are told apart, not people, and the order of steps is not asked.
/// </summary>
public sealed class ShopFunnelQueries(PortalDatabase database, ResultCache answers)
{
    /// <summary>What the five steps are.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["Visited", "Viewed a product", "Added to cart", "Started checkout", "Ordered"];

    /// <summary>Counts of all sessions that began in the range and, by channel, country or device, of each value.</summary>
    public Task<FunnelFigures> FindAsync(
        Guid tenantId, AnalyticsRange range, FunnelBreakdown breakdown, CancellationToken cancellationToken = default) =>
        answers.GetAsync(tenantId, new Question(range, breakdown), token => AskAsync(tenantId, range, breakdown, token), cancellationToken);

    private static string? Dimension(FunnelBreakdown breakdown) => breakdown switch
    {
        FunnelBreakdown.Channel => TrafficDimensions.Channel,
        FunnelBreakdown.Country => TrafficDimensions.Country,
        FunnelBreakdown.Device => TrafficDimensions.Device,
        _ => null,
    };

    private async Task<FunnelFigures> AskAsync(
        Guid tenantId, AnalyticsRange range, FunnelBreakdown breakdown, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            tenantId,
            """
            select dimension = 'all', value, sum(sessions)::bigint, sum(viewing)::bigint, sum(adding)::bigint, sum(checking_out)::bigint,
              sum(ordering)::bigint
            from traffic_rollups
            where tenant_id = $1 and grain = 'day' and dimension = any($2) and is_bot = any($3) and bucket >= $4 and bucket < $5
            group by 1, 2 having sum(sessions) > 0
            """,
            [new[] { "all", Dimension(breakdown) ?? "all" }, range.Bots, range.Start, range.End],
            row => (IsAll: row.GetBoolean(0), Value: row.GetString(1), Counts: Counts(row)),
            cancellationToken);
        var all = rows.Where(row => row.IsAll).Select(row => row.Counts).DefaultIfEmpty(new long[Steps.Count]).First();
        return new(
            FunnelStepFigures.OfCounts(all),
            [.. rows.Where(row => !row.IsAll).OrderByDescending(row => row.Counts[0]).ThenBy(row => row.Value, StringComparer.Ordinal)
                .Take(FunnelCount.MaxGroups)
                .Select(row => new FunnelGroup(row.Value.Length == 0 ? null : row.Value, FunnelStepFigures.OfCounts(row.Counts)))],
            []);
    }

    private static long[] Counts(NpgsqlDataReader row) => [.. Enumerable.Range(2, Steps.Count).Select(row.GetInt64)];

    private sealed record Question(AnalyticsRange Range, FunnelBreakdown Breakdown);
}
