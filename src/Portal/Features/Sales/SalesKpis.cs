using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Infrastructure.Sales;

namespace Portal.Features.Sales;

/// <summary>The eight figures of the sales overview.</summary>
internal static class SalesKpis
{
    public static IReadOnlyList<Kpi> Of(
        SalesFigures now, SalesFigures? before, long customers, long? customersBefore, IReadOnlyList<SalesDay> days, string currency)
    {
        IReadOnlyList<double> Line(Func<SalesFigures, decimal?> figure) =>
            days.Count < 2 ? [] : [.. days.Select(day => (double)(figure(day.Figures) ?? 0))];
        Kpi Money(string label, string definition, Metric metric, Func<SalesFigures, decimal?> figure, bool downIsBetter = false) =>
            Kpi.Money(label, definition, metric, figure(now), before is null ? null : figure(before), currency, downIsBetter) with
            {
                Line = Line(figure),
            };

        return
        [
            Money("Net sales", "Gross sales less discounts and refunds.", Metric.Revenue, figures => figures.Net),
            Money("Gross sales", "Prices times quantities of what was sold, before discounts.", Metric.Revenue, figures => figures.Gross),
            Money("Discounts", "What customers did not have to pay of it.", Metric.Neutral, figures => figures.Discounts,
                downIsBetter: true),
            Money("Refunds", "What went back for goods, without shipping and tax on top.", Metric.Refunds, figures => figures.Refunds,
                downIsBetter: true),
            Kpi.Count("Orders", "Orders placed that were not called off.", Metric.Orders, now.Orders, before?.Orders) with
            {
                Line = Line(figures => figures.Orders),
            },
            Money("Average order", "Gross sales less discounts for each order.", Metric.AverageOrder, figures => figures.AverageOrderValue),
            Kpi.Count("Units", "Units sold, returned ones included.", Metric.Orders, now.Units, before?.Units) with
            {
                Line = Line(figures => figures.Units),
            },
            Kpi.Count("Customers", "Different customers with an order placed on one of the days.", Metric.Visitors, customers,
                customersBefore),
        ];
    }
}
