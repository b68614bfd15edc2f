using Portal.Domain.Demo.Goods;

namespace Portal.Domain.Demo;

/// <summary>The store on one calendar day: what is on the shelf, at what price, and what runs.</summary>
internal sealed class DemoDay
{
    // How long what is hardly sold any more was sold as everything else, and how long the interest took to go, in days.
    private const double FashionDays = 50;
    private const double FadingDays = 25;

    private readonly double[] _all;
    private readonly double[][] _byCategory;
    private readonly double _oldStock;

    public DemoDay(ulong seed, DateTimeOffset opened, DateOnly date)
    {
        Date = date;
        _oldStock = Math.Exp(-Math.Max(0, date.DayNumber - DemoProfile.DayOf(opened).DayNumber - FashionDays) / FadingDays);
        Promotion = DemoPromotion.On(date);
        IsSale = DemoCalendar.IsDoubleDay(date);
        Lift = (Promotion?.Lift ?? 1) * (IsSale ? 1.4 : 1);

        var products = DemoCatalogue.Products;
        Prices = [.. products.Select(p => DemoShelf.OfferOn(seed, p, date).Price)];
        Readiness = [.. products.Select(p => DemoElasticity.Readiness(p, Prices[p.Number], date))];
        InStock = [.. products.Select(p => DemoShelf.IsInStock(seed, p, date))];
        _all = DemoRandom.Cumulate(products.Select(Weight));
        _byCategory = [.. Enum.GetValues<DemoCategory>()
            .Select(c => DemoRandom.Cumulate(products.Select(p => p.Category == c ? Weight(p) : 0)))];
    }

    public DateOnly Date { get; }
    public DemoPromotion? Promotion { get; }
    public bool IsSale { get; }
    public double Lift { get; }
    public decimal[] Prices { get; }
    /// <summary>How readily each product is put into the cart at the day's price, 1 on average.</summary>
    public double[] Readiness { get; }

    public bool[] InStock { get; }

    public DemoProduct Any(DemoRandom random) => DemoCatalogue.Products[random.Pick(_all)];

    public DemoProduct From(DemoCategory category, DemoRandom random) => DemoCatalogue.Products[random.Pick(_byCategory[(int)category])];

    private double Weight(DemoProduct product) =>
        product.Popularity * (InStock[product.Number] ? 1 : 0.35) * (product.IsOldStock ? _oldStock : 1);
}
