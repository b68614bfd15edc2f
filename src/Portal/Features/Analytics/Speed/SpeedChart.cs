using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Speed;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Speed;

/// <summary>One measurement of page speed by day, against the days before and the limit of what is good.</summary>
internal static class SpeedChart
{
    public static ChartOptions Of(
        WebVital vital, AnalyticsRange range, IReadOnlyList<SpeedDay> now, AnalyticsRange? rangeBefore, IReadOnlyList<SpeedDay> before,
        DateOnly today)
    {
        List<DateOnly> days = [.. range.Days.Each()];
        var series = new List<ChartSeries> { new($"{vital.Letters} (75th percentile)", Metric.Visitors, Values(vital, days, now)) };
        if (rangeBefore is not null)
            series.Add(new("Days before", Metric.Visitors, Values(vital, [.. rangeBefore.Days.Each()], before), SeriesRole.Previous));
        series.Add(new($"Good up to {SpeedFormatter.Words(vital, vital.Good)}", Metric.Neutral,
            [.. days.Select(_ => (decimal?)Shown(vital, vital.Good))], SeriesRole.Goal));
        var worst = now.Count == 0 ? (int?)null : now.Max(day => day.Kept);
        return new(
            ChartKind.Line,
            $"{vital.Name} by day, {range.Days.Name(today)}: {SpeedFormatter.Words(vital, worst)} at most; good is up to "
                + $"{SpeedFormatter.Words(vital, vital.Good)}",
            [.. days.Select(day => day.ToString("d MMM", CultureInfo.InvariantCulture))],
            series)
        {
            CategoryTitle = "Day",
            Suffix = vital.IsScore ? "" : InSeconds(vital) ? " s" : " ms",
            Decimals = vital.IsScore || InSeconds(vital) ? 2 : 0,
            FileName = $"{vital.Key}-{range.From:yyyy-MM-dd}",
            Unfinished = range.From <= today && today <= range.To ? 1 : 0,
        };
    }

    private static List<decimal?> Values(WebVital vital, IEnumerable<DateOnly> days, IReadOnlyList<SpeedDay> measured)
    {
        var known = measured.ToDictionary(day => day.Day, day => Shown(vital, day.Kept));
        return [.. days.Select(day => known.TryGetValue(day, out var value) ? value : (decimal?)null)];
    }

    // Interactions are short, the others take seconds where they are slow.
    private static bool InSeconds(WebVital vital) => !vital.IsScore && vital != WebVital.Interaction;

    private static decimal Shown(WebVital vital, int kept) => InSeconds(vital) ? kept / 1_000m : vital.Measured(kept);
}
