using System.Globalization;
using Portal.Components.Shared.Charts;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>One figure of the overview over time, against the days before.</summary>
internal static class OverviewChart
{
    public static ChartOptions Of(
        OverviewMetric metric, CurrentStore store, AnalyticsRange range, Overview overview, Overview? before, StoreClock clock,
        DateTimeOffset now)
    {
        var values = overview.Points.Select(point => point.Start > now ? null : metric.Figure(point)).ToList();
        var series = new List<ChartSeries> { new(metric.Title, metric.Metric, values) };
        if (before is not null)
        {
            series.Add(new("Days before", metric.Metric, [.. before.Points.Take(values.Count).Select(metric.Figure)], SeriesRole.Previous));
        }

        var (sum, period) = (values.Sum() ?? 0, range.ByHour ? "hour" : "day");
        return new(
            ChartKind.Area,
            $"{metric.Title} by {period}, {range.Days.Name(clock.Day(now))}: {metric.Words(values.Max() ?? 0, store)} at most"
                + (metric.Key is null ? "" : $", {metric.Words(sum, store)} in total"),
            [.. overview.Points.Select(point => Category(point.Start, range, clock))],
            series)
        {
            CategoryTitle = range.ByHour ? "Hour" : "Day",
            Prefix = metric.IsMoney ? MoneyFormat.Symbol(store.Currency) + " " : "",
            FileName = $"{metric.Title.ToLowerInvariant().Replace(' ', '-')}-{range.From:yyyy-MM-dd}",
            Height = 280,
            Unfinished = range.Start <= now && now < range.End ? 1 : 0,
        };
    }

    private static string Category(DateTimeOffset start, AnalyticsRange range, StoreClock clock) => range switch
    {
        { ByHour: true, Days.Days: 1 } => clock.Minute(start),
        { ByHour: true } => clock.DayAndMinute(start),
        _ => clock.Day(start).ToString("d MMM", CultureInfo.InvariantCulture),
    };
}
