namespace Portal.Domain.Demo;

/// <summary>The store on one calendar day: what is on the shelf, at what price, and what runs.</summary>
internal sealed class DemoDay
{
    private const decimal SaleShare = 0.12m;

    private readonly double[] _all;
    private readonly double[][] _byCategory;

    public DemoDay(ulong seed, DateOnly date)
    {
        Date = date;
        Promotion = DemoPromotion.On(date);
        IsSale = DemoCalendar.IsDoubleDay(date);
        Lift = (Promotion?.Lift ?? 1) * (IsSale ? 1.7 : 1);

        var products = DemoCatalogue.Products;
        Prices = [.. products.Select(p => IsSale ? Thousands(PriceOf(seed, p, date) * (1 - SaleShare)) : PriceOf(seed, p, date))];
        InStock = [.. products.Select(p => IsInStock(seed, p, date))];
        _all = DemoRandom.Cumulate(products.Select(Weight));
        _byCategory = [.. Enum.GetValues<DemoCategory>().Select(c => DemoRandom.Cumulate(products.Select(p => p.Category == c ? Weight(p) : 0)))];
    }

    public DateOnly Date { get; }
    public DemoPromotion? Promotion { get; }
    public bool IsSale { get; }
    public double Lift { get; }
    public decimal[] Prices { get; }
    public bool[] InStock { get; }

    public DemoProduct Any(DemoRandom random) => DemoCatalogue.Products[random.Pick(_all)];

    public DemoProduct From(DemoCategory category, DemoRandom random) => DemoCatalogue.Products[random.Pick(_byCategory[(int)category])];

    /// <summary>The list price on a day: in three of ten quarters it moves to somewhere within 6 % of the catalogue's.</summary>
    public static decimal PriceOf(ulong seed, DemoProduct product, DateOnly date)
    {
        var quarter = (date.Year * 4) + ((date.Month - 1) / 3);
        for (var back = quarter; back > quarter - 12; back--)
        {
            var question = (ulong)back;
            if (DemoRandom.Lot(seed, (ulong)product.Number + 10_000, question) < 0.3)
            {
                return Thousands(product.Price * (decimal)(0.94 + (0.12 * DemoRandom.Lot(seed, (ulong)product.Number + 20_000, question))));
            }
        }

        return product.Price;
    }

    /// <summary>In one of twenty fortnights a product is sold out for two to six days.</summary>
    public static bool IsInStock(ulong seed, DemoProduct product, DateOnly date)
    {
        var (fortnight, day) = Math.DivRem(date.DayNumber, 14);
        var subject = (ulong)product.Number + 30_000;
        if (DemoRandom.Lot(seed, subject, (ulong)fortnight) >= 0.05)
        {
            return true;
        }

        var first = (int)(8 * DemoRandom.Lot(seed, subject + 1000, (ulong)fortnight));
        var length = 2 + (int)(5 * DemoRandom.Lot(seed, subject + 2000, (ulong)fortnight));
        return day < first || day >= first + length;
    }

    private double Weight(DemoProduct product) => product.Popularity * (InStock[product.Number] ? 1 : 0.35);

    private static decimal Thousands(decimal price) => Math.Round(price / 1000, MidpointRounding.AwayFromZero) * 1000;
}
