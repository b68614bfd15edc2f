using Portal.Domain.Orders;

namespace Portal.Features.Orders;

/// <summary>The lines of a sales statement, of some days or of one order.</summary>
internal static class StatementLines
{
    /// <summary>The line that sums up what was sold.</summary>
    public const string NetSales = "Net sales";

    /// <summary>
    /// The statement's lines in the store's currency; what lessens sales is below zero. Where no goods have a cost, what is left is
    /// no margin yet, and is called otherwise.
    /// </summary>
    public static IEnumerable<(string Name, decimal Amount)> Of(SalesFigures figures) =>
    [
        ("Gross sales", figures.Gross), ("Discounts", -figures.Discounts), ("Refunds", -figures.Refunds), (NetSales, figures.Net),
        ("Shipping charged", figures.Shipping),
        ("Tax", figures.Tax), ("Cost of goods", -figures.Cost), ("Payment fees", -figures.Fees),
        (HasMargin(figures) ? "Margin" : "Left before the cost of goods, which is not known", figures.Margin),
    ];

    /// <summary>False when something was sold and the cost of none of it is known.</summary>
    public static bool HasMargin(SalesFigures figures) => figures.Cost != 0 || figures.Gross == 0;
}
