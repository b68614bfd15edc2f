namespace Portal.Domain.Demo;

/// <summary>The store on one calendar day: what is on the shelf, at what price, and what runs.</summary>
internal sealed class DemoDay
{
    private readonly double[] _all;
    private readonly double[][] _byCategory;

    public DemoDay(ulong seed, DateOnly date)
    {
        Date = date;
        Promotion = DemoPromotion.On(date);
        IsSale = DemoCalendar.IsDoubleDay(date);
        Lift = (Promotion?.Lift ?? 1) * (IsSale ? 1.7 : 1);

        var products = DemoCatalogue.Products;
        Prices = [.. products.Select(p => DemoShelf.OfferOn(seed, p, date).Price)];
        InStock = [.. products.Select(p => DemoShelf.IsInStock(seed, p, date))];
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

    private double Weight(DemoProduct product) => product.Popularity * (InStock[product.Number] ? 1 : 0.35);
}
