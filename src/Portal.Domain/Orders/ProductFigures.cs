namespace Portal.Domain.Orders;

/// <summary>What a product, or several, sold in some days and what is left of it, in the store's currency.</summary>
/// <param name="Orders">Orders with it; of several products one order may count for each.</param>
/// <param name="Units">Units sold, returned ones included.</param>
/// <param name="Gross">Prices times quantities, before discounts.</param>
/// <param name="Discounts">Of its lines, with its share in those of whole orders.</param>
/// <param name="Refunds">What went back for it, with its share in refunds that name no line.</param>
/// <param name="Fees">Its share in what payments cost.</param>
/// <param name="Cost">What the goods had cost the store, as known at the sale; what comes back is not taken off.</param>
/// <param name="Ads">Its share in what advertising cost, by the channels that its orders came by.</param>
public sealed record ProductFigures(
    long Orders, decimal Units, decimal RefundedUnits, decimal Gross, decimal Discounts, decimal Refunds, decimal Fees, decimal Cost,
    decimal Ads)
{
    public static ProductFigures None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Gross sales less discounts and refunds.</summary>
    public decimal Net => Gross - Discounts - Refunds;

    /// <summary>
    /// Net sales less the cost of goods; null while nothing that was sold has a known cost, since all of it would be margin then.
    /// </summary>
    public decimal? Margin => Cost != 0 || Gross == 0 ? Net - Cost : null;

    /// <summary>The margin as a share of net sales; null without either.</summary>
    public decimal? MarginShare => Net > 0 ? Margin / Net : null;

    /// <summary>
    /// What is left of the margin after payment fees and advertising; refunds are taken off already; null without a margin.
    /// </summary>
    public decimal? Contribution => Margin - Fees - Ads;

    /// <summary>The contribution as a share of net sales; null without either.</summary>
    public decimal? ContributionShare => Net > 0 ? Contribution / Net : null;

    public static ProductFigures operator +(ProductFigures a, ProductFigures b) => new(
        a.Orders + b.Orders, a.Units + b.Units, a.RefundedUnits + b.RefundedUnits, a.Gross + b.Gross, a.Discounts + b.Discounts,
        a.Refunds + b.Refunds, a.Fees + b.Fees,
        a.Cost + b.Cost, a.Ads + b.Ads);
}

/// <summary>What sold goods are told apart by.</summary>
public enum ProductLevel
{
    Product,
    Variant,
    Category,
    Brand,
}
