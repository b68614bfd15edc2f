namespace Portal.Domain.Demo.Goods;

/// <summary>
/// How list prices move: in a third of the quarters a product becomes dearer by 8 to 18 %, in one of seven cheaper by 8 to 16 %, on
/// a day of its own. They add up to about a tenth in a year.
/// </summary>
internal static class DemoPriceSteps
{
    private const double RiseShare = 0.33;
    private const double CutShare = 0.14;

    // Nothing is sold for less than it costs, not even in a sale.
    private const double Lowest = 0.8;

    // Prices of the catalogue are those of this quarter's beginning.
    private const int FirstQuarter = 2025 * 4;

    // The logarithm of what a quarter does to a price on average.
    private const double Drift = (RiseShare * 0.122) - (CutShare * 0.128);

    /// <summary>A day's list price against the catalogue's.</summary>
    public static double FactorOn(ulong seed, DemoProduct product, DateOnly date)
    {
        var factor = 1.0;
        for (var quarter = FirstQuarter; quarter <= QuarterOf(date); quarter++)
        {
            if (DayOf(seed, product, quarter) <= date)
                factor *= Step(seed, product, quarter);
        }

        return Math.Max(factor, Lowest);
    }

    /// <summary>What buyers find normal on a day against the catalogue's price: it follows the prices of the whole shop.</summary>
    public static double NormalOn(DateOnly date) => Math.Exp(Drift * Math.Max(0, (date.DayNumber - Start(FirstQuarter).DayNumber) / 91.3));

    private static double Step(ulong seed, DemoProduct product, int quarter)
    {
        var height = DemoRandom.Lot(seed, (ulong)product.Family + 20_000, (ulong)quarter);
        return DemoRandom.Lot(seed, (ulong)product.Family + 10_000, (ulong)quarter) switch
        {
            < RiseShare => 1.08 + (0.1 * height),
            > 1 - CutShare => 0.84 + (0.08 * height),
            _ => 1,
        };
    }

    private static DateOnly DayOf(ulong seed, DemoProduct product, int quarter) =>
        Start(quarter).AddDays((int)(85 * DemoRandom.Lot(seed, (ulong)product.Family + 25_000, (ulong)quarter)));

    private static int QuarterOf(DateOnly date) => (date.Year * 4) + ((date.Month - 1) / 3);

    private static DateOnly Start(int quarter) => new(quarter / 4, 1 + (3 * (quarter % 4)), 1);
}
