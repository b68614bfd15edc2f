using Npgsql;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>A store's traffic as a whole.</summary>
public sealed class OverviewQueries(PortalDatabase database, ResultCache answers)
{
    /// <summary>Figures of the whole range and of each of its hours or days.</summary>
    public Task<Overview> FindAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken = default) =>
        answers.GetAsync(tenantId, new Question(range), token => AskAsync(tenantId, range, token), cancellationToken);

    private async Task<Overview> AskAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var traffic = TrafficAsync(tenantId, range, cancellationToken);
        var visitors = await VisitorCounts.LoadAsync(database, tenantId, range, cancellationToken);
        var figures = await traffic;
        var points = range.Buckets().Select((start, index) => new OverviewPoint(
            start,
            range.ByHour ? null : visitors.ByDay.GetValueOrDefault(range.From.AddDays(index)),
            figures.GetValueOrDefault(start.UtcDateTime, TrafficFigures.None))).ToList();
        return new(visitors.Total, figures.Values.Aggregate(TrafficFigures.None, TrafficFigures.Add), points);
    }

    private async Task<Dictionary<DateTime, TrafficFigures>> TrafficAsync(
        Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            select bucket, {TrafficColumns.Sums}
            from traffic_rollups
            where tenant_id = $1 and grain = $2 and dimension = 'all' and is_bot = any($3) and bucket >= $4 and bucket < $5
            group by bucket
            """,
            [range.Grain, range.Bots, range.Start, range.End],
            row => (Bucket: row.GetDateTime(0), Figures: TrafficColumns.Read(row, 1)),
            cancellationToken);
        return rows.ToDictionary(row => row.Bucket, row => row.Figures);
    }

    private sealed record Question(AnalyticsRange Range);
}

/// <summary>A store's traffic in a range.</summary>
/// <param name="Visitors">Different people, whatever browsers they used.</param>
/// <param name="Points">One for each day of the range, or for each hour of a short one.</param>
public sealed record Overview(long Visitors, TrafficFigures Figures, IReadOnlyList<OverviewPoint> Points);

/// <summary>An hour or a day of a range.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Visitors">Different people of the day; null for an hour.</param>
public sealed record OverviewPoint(DateTimeOffset Start, long? Visitors, TrafficFigures Figures);
