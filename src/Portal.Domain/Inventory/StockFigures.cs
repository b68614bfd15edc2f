namespace Portal.Domain.Inventory;

/// <summary>What follows from a variant's facts under a policy of reordering.</summary>
/// <param name="Demand">Units a day.</param>
/// <param name="Cover">Days that the stock lasts; null when nothing is asked for.</param>
/// <param name="SellThrough">Units sold of those that there were to sell in the window; null when there were none.</param>
/// <param name="LostUnits">Units that would have been sold on the days without stock.</param>
/// <param name="Suggested">Units to order now.</param>
public sealed record StockFigures(
    Demand Demand, StockCover? Cover, int SafetyStock, int ReorderPoint, int Suggested, decimal? Value, double? SellThrough,
    double LostUnits, decimal? LostRevenue, StockState State)
{
    private const int DeadDays = 90;
    private const int OverDays = 180;

    public static StockFigures Of(StockFacts facts, ReorderPolicy policy)
    {
        var demand = Demand.Of(facts.Sold, facts.DaySquares, facts.Days - facts.DaysOut);
        var cover = StockCover.Of(facts.OnHand, demand);
        var safety = facts.SafetyStock ?? policy.SafetyStock(demand, facts.LeadTimeDays);
        var point = facts.ReorderPoint ?? policy.ReorderPoint(demand, facts.LeadTimeDays, facts.SafetyStock);
        var lost = demand.Mean * facts.DaysOut;
        return new(
            demand, cover, safety, point, policy.Quantity(demand, facts.OnHand + facts.OnOrder, point),
            facts.Cost * Math.Max(0, facts.OnHand),
            facts.Sold + Math.Max(0, facts.OnHand) is > 0 and var there ? (double)facts.Sold / there : null, lost,
            facts.Price * (decimal)lost, StateOf(facts, cover, point));
    }

    private static StockState StateOf(StockFacts facts, StockCover? cover, int point) => facts switch
    {
        { OnHand: <= 0 } => StockState.Out,
        { DaysSinceSale: null or > DeadDays } when facts.Days >= DeadDays => StockState.Dead,
        _ when facts.OnHand <= point => StockState.Low,
        _ => cover is { Days: > OverDays } ? StockState.Over : StockState.Good,
    };
}
