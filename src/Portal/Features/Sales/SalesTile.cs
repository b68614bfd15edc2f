using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Sales;

namespace Portal.Features.Sales;

/// <summary>One figure of the sales overview as its tile shows it.</summary>
internal sealed record SalesTile(
    string Label, string Definition, Metric Metric, string Value, string? Unit, string? Full, Change? Change, string? From,
    IReadOnlyList<double> Line)
{
    /// <summary>The eight tiles in their order.</summary>
    public static IReadOnlyList<SalesTile> Of(
        SalesFigures now, SalesFigures? before, long customers, long? customersBefore, IReadOnlyList<SalesDay> days, string currency)
    {
        IReadOnlyList<double> Line(Func<SalesFigures, decimal?> figure) =>
            days.Count < 2 ? [] : [.. days.Select(day => (double)(figure(day.Figures) ?? 0))];
        SalesTile Money(string label, string definition, Metric metric, Func<SalesFigures, decimal?> figure, bool downIsBetter = false)
        {
            var text = MoneyFormat.Parts(figure(now), currency);
            return new(
                label, definition, metric, text.Number + text.Suffix, text.Prefix, text.Full,
                before is null ? null : Change.Between(figure(before), figure(now), downIsBetter),
                before is null ? null : MoneyFormat.Parts(figure(before), currency).Number, Line(figure));
        }

        SalesTile Count(string label, string definition, Metric metric, decimal value, decimal? was, IReadOnlyList<double> line) => new(
            label, definition, metric, NumberFormat.Brief(value), null, NumberFormat.Full(value), Change.Between(was, value),
            was is null ? null : NumberFormat.Brief(was.Value), line);

        return
        [
            Money("Net sales", "Gross sales less discounts and refunds.", Metric.Revenue, figures => figures.Net),
            Money("Gross sales", "Prices times quantities of what was sold, before discounts.", Metric.Revenue, figures => figures.Gross),
            Money("Discounts", "What customers did not have to pay of it.", Metric.Neutral, figures => figures.Discounts,
                downIsBetter: true),
            Money("Refunds", "What went back for goods, without shipping and tax on top.", Metric.Refunds, figures => figures.Refunds,
                downIsBetter: true),
            Count("Orders", "Orders placed that were not called off.", Metric.Orders, now.Orders, before?.Orders,
                Line(figures => figures.Orders)),
            Money("Average order", "Gross sales less discounts for each order.", Metric.AverageOrder, figures => figures.AverageOrderValue),
            Count("Units", "Units sold, returned ones included.", Metric.Orders, now.Units, before?.Units, Line(figures => figures.Units)),
            Count("Customers", "Different customers with an order placed on one of the days.", Metric.Visitors, customers, customersBefore,
                []),
        ];
    }
}
