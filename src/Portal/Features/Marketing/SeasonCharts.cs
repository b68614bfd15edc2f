using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Marketing;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>The times of a season laid over each other.</summary>
internal static class SeasonCharts
{
    /// <summary>The season's code in the address.</summary>
    public const string Chosen = "season";

    private static readonly string[] Colours = ["c1", "c2", "c3"];

    /// <summary>The times of the season that was asked for; without one, of the latest that there was before.</summary>
    public static IReadOnlyList<SeasonCurve> Shown(SeasonReport report, string? code)
    {
        if (code is not null && report.Curves(code) is { Count: > 0 } asked)
            return asked;
        // The longest of those just over says the most; a payday comes every month.
        var defaults = report.Seasons.FirstOrDefault(result => result.Season.End < report.Today && result.Season.Code != "payday"
            && report.Curves(result.Season.Code).Count > 1)
            ?? report.Seasons.FirstOrDefault(result => result.Season.Start <= report.Today);
        return defaults is null ? [] : report.Curves(defaults.Season.Code);
    }

    public static ChartOptions Curves(IReadOnlyList<SeasonCurve> curves, string currency)
    {
        var days = curves[0].Values.Count;
        return new(
            ChartKind.Line,
            $"{curves[0].Season.Name}, revenue by day: "
                + $"{string.Join("; ", curves.Select(curve => $"{Name(curve)} {MoneyFormat.Brief(curve.Values.Sum() ?? 0, currency)}"))}",
            [.. Enumerable.Range(-SeasonCurve.Lead, days)
                .Select(day => day < 0 ? string.Create(CultureInfo.InvariantCulture, $"−{-day}")
                : string.Create(CultureInfo.InvariantCulture, $"Day {day + 1}"))],
            [.. curves.Select((curve, place) => new ChartSeries(Name(curve), place == 0 ? Metric.Revenue : Metric.Neutral, curve.Values,
                place == 1 ? SeriesRole.Previous : SeriesRole.Current, place == 0 ? null : Colours[place]))])
        {
            CategoryTitle = "Day",
            Prefix = MoneyFormat.Symbol(currency) + " ",
            FileName = $"season-{curves[0].Season.Code}",
            Height = 260,
        };
    }

    private static string Name(SeasonCurve curve) => curve.Season.Start.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
