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

/// <summary>What is known of a variant's stock and its sales over a window of days.</summary>
/// <param name="OnHand">Units at all locations.</param>
/// <param name="OnOrder">Units on their way from suppliers.</param>
/// <param name="Sold">Units sold in the window.</param>
/// <param name="DaySquares">The sum of the squares of each day's units sold.</param>
/// <param name="WeekSquares">The same of each week's.</param>
/// <param name="Days">Days of the window since the variant first had stock.</param>
/// <param name="DaysOut">Those of them without stock.</param>
/// <param name="DaysSinceSale">Since the last sale; null when it was never sold.</param>
public sealed record StockFacts(
    int OnHand, int OnOrder, int Sold, double DaySquares, double WeekSquares, int Days, int DaysOut, int? DaysSinceSale,
    decimal? Price, decimal? Cost, int LeadTimeDays, int? ReorderPoint, int? SafetyStock);
