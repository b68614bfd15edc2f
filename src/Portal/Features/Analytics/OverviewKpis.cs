using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>The eight figures of the overview.</summary>
internal static class OverviewKpis
{
    /// <param name="before">What is compared with; null when nothing is.</param>
    public static IReadOnlyList<Kpi> Of(Overview now, Overview? before, string currency)
    {
        var (current, was) = (now.Figures, before?.Figures);
        return
        [
            Kpi.Count("Visitors", "Different people who did something, whatever browsers they used.", Metric.Visitors, now.Visitors,
                before?.Visitors) with { Line = Points(now, p => p.Visitors), LineBefore = Points(before, p => p.Visitors) },
            Kpi.Count("Sessions", "Visits: what a browser did with no 30 minutes between.", Metric.Visitors, current.Sessions,
                was?.Sessions) with { Line = Points(now, p => p.Figures.Sessions), LineBefore = Points(before, p => p.Figures.Sessions) },
            Kpi.Count("Page views", "Pages that sessions opened.", Metric.Visitors, current.PageViews,
                was?.PageViews) with { Line = Points(now, p => p.Figures.PageViews),
                LineBefore = Points(before, p => p.Figures.PageViews) },
            Kpi.Share("Bounce rate", "Sessions of one page view and nothing else, divided by sessions.", Metric.Neutral,
                current.BounceRate, was?.BounceRate, downIsBetter: true) with
            {
                Line = Points(now, p => p.Figures.BounceRate), LineBefore = Points(before, p => p.Figures.BounceRate),
            },
            new("Average duration", "From a session's first event to its last, on average.", Metric.Neutral,
                DurationFormat.Brief(current.AverageDuration))
            {
                Change = Change.Between(was?.AverageDuration, current.AverageDuration),
                From = was is null ? null : DurationFormat.Brief(was.AverageDuration),
                Line = Points(now, p => p.Figures.AverageDuration), LineBefore = Points(before, p => p.Figures.AverageDuration),
            },
            Kpi.Share("Conversion", "Orders divided by sessions.", Metric.Conversion, current.Conversion, was?.Conversion, 2) with
            {
                Line = Points(now, p => p.Figures.Conversion), LineBefore = Points(before, p => p.Figures.Conversion),
            },
            Kpi.Count("Orders", "Different orders placed.", Metric.Orders, current.Orders,
                was?.Orders) with { Line = Points(now, p => p.Figures.Orders), LineBefore = Points(before, p => p.Figures.Orders) },
            Kpi.Money("Revenue", "Totals of the orders, before refunds.", Metric.Revenue, current.Revenue, was?.Revenue,
                currency) with { Line = Points(now, p => p.Figures.Revenue), LineBefore = Points(before, p => p.Figures.Revenue) },
        ];
    }

    private static IReadOnlyList<double> Points(Overview? overview, Func<OverviewPoint, decimal?> figure)
    {
        var values = overview?.Points.Select(figure).ToList();
        return values is null || values.TrueForAll(value => value is null) ? [] : [.. values.Select(value => (double)(value ?? 0))];
    }
}
