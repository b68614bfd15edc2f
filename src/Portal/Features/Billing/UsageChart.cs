using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Billing;

namespace Portal.Features.Billing;

/// <summary>The month's events by day, against the month before.</summary>
internal static class UsageChart
{
    public static ChartOptions Of(UsageReport report)
    {
        var days = Math.Max(DateTime.DaysInMonth(report.Month.Year, report.Month.Month), report.DaysBefore.Count);
        return new(
            ChartKind.Bar,
            $"Events by day: {NumberFormat.Full(report.Standing.Used)} so far in {Name(report.Month)}, "
                + $"{NumberFormat.Full(report.DaysBefore.Sum())} in {Name(report.Month.AddMonths(-1))}",
            [.. Enumerable.Range(1, days).Select(day => day.ToString(CultureInfo.InvariantCulture))],
            [
                new(Name(report.Month), Metric.Neutral, Pad(report.Days, days), Color: "c1"),
                new(Name(report.Month.AddMonths(-1)), Metric.Neutral, Pad(report.DaysBefore, days), SeriesRole.Previous),
            ])
        {
            CategoryTitle = "Day",
            FileName = "usage",
            Height = 300,
        };
    }

    /// <summary>November 2026</summary>
    public static string Name(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    private static IReadOnlyList<decimal?> Pad(IReadOnlyList<long> values, int length) =>
        [.. values.Select(value => (decimal?)value), .. Enumerable.Repeat((decimal?)null, length - values.Count)];
}
