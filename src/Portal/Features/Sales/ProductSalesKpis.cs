using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Features.Sales;

/// <summary>The figures above the products sold.</summary>
internal static class ProductSalesKpis
{
    public static IReadOnlyList<Kpi> Of(ProductSalesReport report, string currency) =>
        Of(report.Total, report.Rows.Count == 0 ? null : report.Before, report.AdSpend, currency);

    /// <param name="before">Of the days compared with; null for none.</param>
    /// <param name="spend">What all advertising of the days cost; null where it is of no matter.</param>
    public static IReadOnlyList<Kpi> Of(ProductFigures now, ProductFigures? before, decimal? spend, string currency)
    {
        Kpi Money(string label, string definition, Metric metric, Func<ProductFigures, decimal?> figure, bool downIsBetter = false) =>
            Kpi.Money(label, definition, metric, figure(now), before is null ? null : figure(before), currency, downIsBetter);

        return
        [
            Money("Net sales", "Gross sales less discounts and refunds.", Metric.Revenue, figures => figures.Net),
            Kpi.Count("Units", "Units sold, returned ones included.", Metric.Orders, now.Units, before?.Units),
            Money("Gross margin", "Net sales less what the goods had cost at the sale"
                + (now.Margin is null ? ", which is not known of any of them." : "."), Metric.Revenue, figures => figures.Margin) with
            {
                Full = now.Margin is null ? null
                    : $"{MoneyFormat.Full(now.Margin, currency)}, {NumberFormat.Percent(now.MarginShare)} of net sales",
            },
            Money("Advertising", "Each channel's cost, shared by what its orders were of."
                + (spend is null ? "" : $" All advertising cost {MoneyFormat.Full(spend, currency)}."), Metric.AdSpend,
                figures => figures.Ads, downIsBetter: true),
            Money("Contribution", "Gross margin less payment fees and advertising; returns are taken off already.", Metric.Revenue,
                figures => figures.Contribution) with
            {
                Full = now.Contribution is null ? null
                    : $"{MoneyFormat.Full(now.Contribution, currency)}, {NumberFormat.Percent(now.ContributionShare)} of net sales",
            },
        ];
    }
}
