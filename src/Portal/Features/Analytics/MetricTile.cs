using Portal.Components.Shared;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>One figure of the overview as its tile shows it.</summary>
internal sealed record MetricTile(string Label, string Definition, Metric Metric, string Value)
{
    public string? Unit { get; private init; }

    public string? Full { get; private init; }

    public Change? Change { get; private init; }

    public string? From { get; private init; }

    public IReadOnlyList<double> Line { get; private init; } = [];

    public IReadOnlyList<double> LineBefore { get; private init; } = [];

    /// <summary>The eight tiles in their order.</summary>
    /// <param name="before">What is compared with; null when nothing is.</param>
    public static IReadOnlyList<MetricTile> Of(Overview now, Overview? before, string currency)
    {
        var (current, was) = (now.Figures, before?.Figures);
        return
        [
            Count("Visitors", "Different people who did something, whatever browsers they used.", Metric.Visitors, now.Visitors,
                before?.Visitors) with { Line = Points(now, p => p.Visitors), LineBefore = Points(before, p => p.Visitors) },
            Count("Sessions", "Visits: what a browser did with no 30 minutes between.", Metric.Visitors, current.Sessions,
                was?.Sessions) with { Line = Points(now, p => p.Figures.Sessions), LineBefore = Points(before, p => p.Figures.Sessions) },
            Count("Page views", "Pages that sessions opened.", Metric.Visitors, current.PageViews,
                was?.PageViews) with { Line = Points(now, p => p.Figures.PageViews),
                LineBefore = Points(before, p => p.Figures.PageViews) },
            new("Bounce rate", "Sessions of one page view and nothing else, divided by sessions.", Metric.Neutral,
                NumberFormat.Percent(current.BounceRate))
            {
                Change = Opposite(Change.BetweenShares(was?.BounceRate, current.BounceRate)),
                From = was is null ? null : NumberFormat.Percent(was.BounceRate),
                Line = Points(now, p => p.Figures.BounceRate), LineBefore = Points(before, p => p.Figures.BounceRate),
            },
            new("Average duration", "From a session's first event to its last, on average.", Metric.Neutral,
                DurationFormat.Brief(current.AverageDuration))
            {
                Change = Change.Between(was?.AverageDuration, current.AverageDuration),
                From = was is null ? null : DurationFormat.Brief(was.AverageDuration),
                Line = Points(now, p => p.Figures.AverageDuration), LineBefore = Points(before, p => p.Figures.AverageDuration),
            },
            new("Conversion", "Orders divided by sessions.", Metric.Conversion, NumberFormat.Percent(current.Conversion, 2))
            {
                Change = Change.BetweenShares(was?.Conversion, current.Conversion),
                From = was is null ? null : NumberFormat.Percent(was.Conversion, 2),
                Line = Points(now, p => p.Figures.Conversion), LineBefore = Points(before, p => p.Figures.Conversion),
            },
            Count("Orders", "Different orders placed.", Metric.Orders, current.Orders,
                was?.Orders) with { Line = Points(now, p => p.Figures.Orders), LineBefore = Points(before, p => p.Figures.Orders) },
            Money("Revenue", "Totals of the orders, before refunds.", current.Revenue, was?.Revenue,
                currency) with { Line = Points(now, p => p.Figures.Revenue), LineBefore = Points(before, p => p.Figures.Revenue) },
        ];
    }

    private static MetricTile Count(string label, string definition, Metric metric, long now, long? before) =>
        new(label, definition, metric, NumberFormat.Brief(now)) { Full = NumberFormat.Full(now), Change = Change.Between(before, now),
            From = before is null ? null : NumberFormat.Brief(before) };

    private static MetricTile Money(string label, string definition, decimal now, decimal? before, string currency)
    {
        var text = MoneyFormat.Parts(now, currency);
        return new(label, definition, Metric.Revenue, text.Number + text.Suffix)
        {
            Unit = text.Prefix, Full = text.Full, Change = Change.Between(before, now),
            From = before is null ? null : MoneyFormat.Parts(before, currency).Number,
        };
    }

    private static Change? Opposite(Change? change) => change is null ? null : change with { Better = !change.Better };

    private static IReadOnlyList<double> Points(Overview? overview, Func<OverviewPoint, decimal?> figure)
    {
        var values = overview?.Points.Select(figure).ToList();
        return values is null || values.TrueForAll(value => value is null) ? [] : [.. values.Select(value => (double)(value ?? 0))];
    }
}
