namespace Portal.Domain.Inventory;

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
