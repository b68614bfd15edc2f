namespace Portal.Domain.Orders;

/// <summary>What some days sold, in the store's currency.</summary>
/// <param name="Gross">Prices times quantities of what was sold, before discounts.</param>
/// <param name="Refunds">What went back for goods, without tax that was charged on top and without shipping.</param>
/// <param name="Tax">Tax charged less tax given back.</param>
/// <param name="Shipping">Shipping charged less shipping given back.</param>
/// <param name="Fees">What payments cost.</param>
/// <param name="Cost">What the goods sold had cost the store, as known at the sale.</param>
/// <param name="Orders">Orders placed that were not called off.</param>
/// <param name="Units">Units sold, returned ones included.</param>
public sealed record SalesFigures(
    decimal Gross, decimal Discounts, decimal Refunds, decimal Tax, decimal Shipping, decimal Fees, decimal Cost, long Orders,
    decimal Units, decimal RefundedUnits)
{
    public static SalesFigures None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>What is left of gross sales after discounts and refunds.</summary>
    public decimal Net => Gross - Discounts - Refunds;

    /// <summary>Gross sales less discounts for each order; null without an order.</summary>
    public decimal? AverageOrderValue => Orders == 0 ? null : (Gross - Discounts) / Orders;

    /// <summary>Net sales less the cost of goods and fees.</summary>
    public decimal Margin => Net - Cost - Fees;

    public static SalesFigures operator +(SalesFigures a, SalesFigures b) => new(
        a.Gross + b.Gross, a.Discounts + b.Discounts, a.Refunds + b.Refunds, a.Tax + b.Tax, a.Shipping + b.Shipping, a.Fees + b.Fees,
        a.Cost + b.Cost, a.Orders + b.Orders,
        a.Units + b.Units, a.RefundedUnits + b.RefundedUnits);
}

/// <summary>Which day a later change of an order counts on.</summary>
public enum AccountingBasis
{
    /// <summary>The day on which it happens, as a shop's books have it.</summary>
    Event,

    /// <summary>The day of its order, as cohorts need it.</summary>
    Order,
}
