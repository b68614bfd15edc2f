using Npgsql;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>A store's traffic as a whole.</summary>
public sealed class OverviewQueries(PortalDatabase database, AnswerCache answers)
{
    /// <summary>Figures of the whole range and of each of its hours or days.</summary>
    public Task<Overview> FindAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken = default) =>
        answers.GetAsync(tenantId, new Question(range), token => AskAsync(tenantId, range, token), cancellationToken);

    private async Task<Overview> AskAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var traffic = TrafficAsync(tenantId, range, cancellationToken);
        var visitors = VisitorsAsync(tenantId, range, cancellationToken);
        var days = range.ByHour ? Task.FromResult(new Dictionary<DateOnly, long>()) : VisitorsByDayAsync(tenantId, range, cancellationToken);
        await Task.WhenAll(traffic, visitors, days);

        var figures = await traffic;
        var byDay = await days;
        var points = range.Buckets().Select((start, index) => new OverviewPoint(
            start,
            range.ByHour ? null : byDay.GetValueOrDefault(range.From.AddDays(index)),
            figures.GetValueOrDefault(start.UtcDateTime, TrafficFigures.None))).ToList();
        return new(await visitors, figures.Values.Aggregate(TrafficFigures.None, TrafficFigures.Add), points);
    }

    private async Task<Dictionary<DateTime, TrafficFigures>> TrafficAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
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

    private async Task<long> VisitorsAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var count = await database.ListAsync(
            tenantId,
            "select count(*) from (select from visitor_days where tenant_id = $1 and day between $2 and $3 and is_bot = any($4) group by person) as people",
            [range.From, range.To, range.Bots],
            row => row.GetInt64(0),
            cancellationToken);
        return count[0];
    }

    private async Task<Dictionary<DateOnly, long>> VisitorsByDayAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            tenantId,
            """
            select day, count(*)
            from (select day from visitor_days where tenant_id = $1 and day between $2 and $3 and is_bot = any($4) group by day, person) as people
            group by day
            """,
            [range.From, range.To, range.Bots],
            row => (Day: row.GetFieldValue<DateOnly>(0), Visitors: row.GetInt64(1)),
            cancellationToken);
        return rows.ToDictionary(row => row.Day, row => row.Visitors);
    }

    private sealed record Question(AnalyticsRange Range);
}
