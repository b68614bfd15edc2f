using Portal.Components.Shared;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>The figures above the list of ad spend.</summary>
internal static class SpendKpis
{
    /// <param name="before">The days compared with; null for none.</param>
    public static IReadOnlyList<Kpi> Of(SpendReport now, SpendReport? before, string currency) =>
    [
        Kpi.Money("Cost", "What all advertising of these days cost.", Metric.AdSpend, now.Cost, before?.Cost, currency,
            downIsBetter: true) with { Line = [.. now.Days.Select(day => (double)day.Cost)] },
        Kpi.Money("Revenue", "Gross sales less discounts of all orders placed on these days, advertised or not, before refunds.",
            Metric.Revenue, now.Revenue, before?.Revenue, currency) with { Line = [.. now.Days.Select(day => (double)day.Revenue)] },
        Kpi.Number("MER", "Marketing efficiency ratio: all revenue divided by all cost.", Metric.Neutral, now.Mer, before?.Mer, 2),
        Kpi.Number("New customers",
            "Customers whose first order of all lies in these days, however they came; orders that name no customer are left out.",
            Metric.Visitors, now.NewCustomers, before?.NewCustomers, 0),
        Kpi.Money("Blended CAC", "All cost divided by all new customers.", Metric.Neutral, now.BlendedCac, before?.BlendedCac, currency,
            downIsBetter: true),
    ];
}
