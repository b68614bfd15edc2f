using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>One name's events by hour or day, with the days before behind them.</summary>
internal static class EventHistoryChart
{
    /// <param name="instant">What begins later has not happened and is left open.</param>
    public static ChartOptions Of(EventNameHistory now, EventNameHistory? before, StoreClock clock, DateTimeOffset instant)
    {
        var happened = now.Buckets.TakeWhile(bucket => bucket.Start <= instant).ToList();
        var series = new List<ChartSeries> { Series("Events", "c1", happened, bucket => bucket.Events) };
        if (now.Late > 0)
            series.Add(Series("Late", "c5", happened, bucket => bucket.Late));
        if (now.Bots > 0)
            series.Add(Series("Of bots", "c4", happened, bucket => bucket.Bots));
        if (before is not null)
            series.Add(Series("Days before", null, before.Buckets.Take(now.Buckets.Count),
                bucket => bucket.Events) with
            { Role = SeriesRole.Previous });
        var sum = NumberFormat.Count(now.Events, "event", "events");
        return new(
            ChartKind.Line,
            $"{now.Name}, {sum} {(now.ByHour ? "by hour" : "by day")}{(before is null ? "" : $", {NumberFormat.Full(before.Events)} in the days before")}",
            [.. now.Buckets.Select(bucket => now.ByHour ? clock.DayAndMinute(bucket.Start)
                : clock.Day(bucket.Start).ToString("d MMM", CultureInfo.InvariantCulture))],
            series)
        {
            CategoryTitle = now.ByHour ? "Hour" : "Day",
            Unfinished = happened.Count == now.Buckets.Count && instant < happened[^1].Start.AddHours(now.ByHour ? 1 : 24) ? 1 : 0,
            FileName = now.Name,
        };
    }

    private static ChartSeries Series(string name, string? color, IEnumerable<EventBucket> buckets, Func<EventBucket, long> figure) =>
        new(name, Metric.Neutral, [.. buckets.Select(bucket => (decimal?)figure(bucket))], Color: color);
}
