using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Home;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;

namespace Portal.Features.Home;

/// <summary>The running total of today's revenue against another day's and the goal.</summary>
internal static class RevenueChart
{
    public static ChartOptions Of(
        CurrentStore store, DayFigures today, DayFigures before, StoreClock clock, DateTimeOffset now, string beforeName)
    {
        var hours = Math.Max(today.Hours.Count, before.Hours.Count);
        var soFar = Math.Min(today.Hours.Count, (int)Math.Ceiling((now - clock.StartOf(clock.Day(now))).TotalHours));
        var amount = MoneyFormat.Brief(today.UpToNow.Revenue, store.Currency);
        var series = new List<ChartSeries>
        {
            new("Today", Metric.Revenue, Pad(today.RunningTotal(h => h.Revenue, soFar), hours)),
            new(beforeName, Metric.Revenue, Pad(before.RunningTotal(h => h.Revenue, before.Hours.Count), hours), SeriesRole.Previous),
        };
        if (store.DailyRevenueGoal is { } goal)
        {
            series.Add(new($"Goal {MoneyFormat.Brief(goal, store.Currency)}", Metric.Neutral, [.. Enumerable.Repeat((decimal?)goal, hours)],
                SeriesRole.Goal));
        }

        return new(
            ChartKind.Area,
            $"Revenue today as a running total by hour: {amount} by {clock.Minute(now)}, {beforeName.ToLowerInvariant()} "
                + $"{MoneyFormat.Brief(before.UpToNow.Revenue, store.Currency)} by then",
            [.. Enumerable.Range(0, hours).Select(h => string.Create(CultureInfo.InvariantCulture, $"{h:00}:00"))],
            series)
        {
            CategoryTitle = "Hour",
            Prefix = MoneyFormat.Symbol(store.Currency) + " ",
            LastLabel = $"{amount} at {clock.Minute(now)}",
            FileName = "revenue-today",
            Height = 300,
        };
    }

    private static IReadOnlyList<decimal?> Pad(IReadOnlyList<decimal> values, int length) =>
        [.. values.Select(v => (decimal?)v), .. Enumerable.Repeat((decimal?)null, length - values.Count)];
}
