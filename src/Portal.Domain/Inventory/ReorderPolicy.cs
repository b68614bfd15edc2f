namespace Portal.Domain.Inventory;

/// <summary>
/// When to order and how much: order once stock and orders on their way have fallen to the reorder point, up to what lasts the
/// lead time and the days until the next look. E. A. Silver, D. F. Pyke, D. J. Thomas, Inventory and Production Management in
/// Supply Chains, 4th ed. (2017), chapter 6: (s, S) with s = d·L + z·σ·√L.
/// </summary>
/// <param name="ServiceLevel">The share of replenishment cycles in which stock lasts until the goods come; 0.5 to 0.999.</param>
/// <param name="CoverDays">Days of demand that an order brings beyond the lead time.</param>
public sealed record ReorderPolicy(double ServiceLevel, int CoverDays)
{
    /// <summary>95 in 100 cycles without a stock-out, and four weeks of stock.</summary>
    public static readonly ReorderPolicy Default = new(0.95, 28);

    /// <summary>Units kept for demand above its mean during the lead time: z·σ·√L, rounded up.</summary>
    public int SafetyStock(Demand demand, int leadTimeDays) =>
        (int)Math.Ceiling(Math.Round(Math.Max(0, NormalQuantile.Of(ServiceLevel)) * demand.Deviation * Math.Sqrt(leadTimeDays), 6));

    /// <summary>The stock at which to order: demand of the lead time and the safety stock.</summary>
    /// <param name="safetyStock">The store's own figure; null has it worked out.</param>
    public int ReorderPoint(Demand demand, int leadTimeDays, int? safetyStock = null) =>
        (int)Math.Ceiling(Math.Round(demand.Mean * leadTimeDays, 6)) + (safetyStock ?? SafetyStock(demand, leadTimeDays));

    /// <summary>Units to order now; 0 while stock and orders on their way are above the reorder point.</summary>
    /// <param name="position">On hand and on order.</param>
    public int Quantity(Demand demand, int position, int reorderPoint) =>
        position > reorderPoint ? 0 : Math.Max(0, reorderPoint + (int)Math.Ceiling(Math.Round(demand.Mean * CoverDays, 6)) - position);
}
