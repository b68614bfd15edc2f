namespace Portal.Domain.Demo.Goods;

/// <summary>A coupon that runs for a while.</summary>
/// <param name="Share">What it takes off, as a share of the price.</param>
/// <param name="Use">How many of the orders that could use it do.</param>
/// <param name="Lift">How much more readily visitors buy while it runs.</param>
/// <param name="CoffeeOnly">True when textiles, gifts and sets are left out.</param>
public sealed record DemoPromotion(string Code, decimal Share, double Use, double Lift, bool CoffeeOnly = false)
{
    /// <summary>What a first order may use when nothing else runs.</summary>
    public static readonly DemoPromotion Welcome = new("WELCOME10", 0.10m, 0.22, 1);

    private static readonly DemoPromotion Ramadan = new("RAMADAN12", 0.12m, 0.35, 1.12);
    private static readonly DemoPromotion Merdeka = new("MERDEKA17", 0.17m, 0.5, 1.25);
    private static readonly DemoPromotion Payday = new("GAJIAN8", 0.08m, 0.25, 1.06);
    private static readonly DemoPromotion Harvest = new("HARVEST10", 0.10m, 0.3, 1.04, CoffeeOnly: true);
    private static readonly DemoPromotion Christmas = new("NATAL10", 0.10m, 0.3, 1.1);

    /// <summary>The coupon of a day, if one runs.</summary>
    public static DemoPromotion? On(DateOnly day) => day switch
    {
        { Month: 8, Day: >= 14 and <= 18 } => Merdeka,
        _ when DemoCalendar.DaysToLebaran(day) is >= 3 and <= 28 => Ramadan,
        { Month: 12, Day: >= 13 and <= 23 } => Christmas,
        _ when DemoCalendar.IsPayday(day) => Payday,
        { Month: 11 } => Harvest,
        _ => null,
    };

    /// <summary>What it takes off a line of an order, in whole rupiah.</summary>
    public decimal DiscountOn(DemoProduct product, decimal amount) =>
        CoffeeOnly && !DemoCatalogue.IsCoffee(product.Category) ? 0 : Math.Round(amount * Share, MidpointRounding.AwayFromZero);
}
