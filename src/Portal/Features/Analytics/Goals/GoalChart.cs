using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Analytics.Goals;

/// <summary>A goal's completions day by day, against the days before.</summary>
internal static class GoalChart
{
    public static ChartOptions Of(GoalRow row)
    {
        var days = row.Figures!.Days;
        var series = new List<ChartSeries> { new("Completions", Metric.Conversion, Values(days)) };
        if (row.Before is { } before)
            series.Add(new("Days before", Metric.Conversion, Values(before.Days), SeriesRole.Previous));
        var total = NumberFormat.Count(row.Figures.Total.Completions, "completion", "completions");
        return new(ChartKind.Area, $"{row.Goal.Name} by day: {total}",
            [.. days.Select(day => day.Day.ToString("d MMM", CultureInfo.InvariantCulture))], series)
        {
            CategoryTitle = "Day",
            FileName = "goal",
        };
    }

    private static List<decimal?> Values(IReadOnlyList<GoalDay> days) => [.. days.Select(day => (decimal?)day.Count.Completions)];
}
