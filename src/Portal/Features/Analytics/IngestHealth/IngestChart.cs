using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics.IngestHealth;

namespace Portal.Features.Analytics.IngestHealth;

/// <summary>What arrived, stacked by what became of it.</summary>
internal static class IngestChart
{
    /// <param name="instant">What begins later has not happened and is left open.</param>
    public static ChartOptions Of(IngestReport report, bool byHour, StoreClock clock, DateTimeOffset instant)
    {
        var happened = report.Buckets.TakeWhile(bucket => bucket.Start <= instant).ToList();
        ChartSeries Series(string name, string color, Func<IngestFigures, long> figure) =>
            new(name, Metric.Neutral, [.. happened.Select(bucket => (decimal?)figure(bucket.Figures))], Color: color);
        return new(
            ChartKind.Stacked,
            $"{NumberFormat.Full(report.Totals.Accepted)} accepted, {NumberFormat.Full(report.Totals.Duplicates)} duplicates and "
                + $"{NumberFormat.Full(report.Totals.Rejected)} rejected {(byHour ? "by hour" : "by day")}",
            [.. report.Buckets.Select(bucket => byHour ? clock.DayAndMinute(bucket.Start)
                : clock.Day(bucket.Start).ToString("d MMM", CultureInfo.InvariantCulture))],
            [Series("Accepted", "c1", figures => figures.Accepted), Series("Duplicates", "c2", figures => figures.Duplicates),
                Series("Rejected", "c5", figures => figures.Rejected)])
        {
            CategoryTitle = byHour ? "Hour" : "Day",
            FileName = "ingest-health",
        };
    }
}
