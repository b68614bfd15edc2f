namespace Portal.Domain.Demo.Goods;

/// <summary>Who delivers a part of the demo store's shelves.</summary>
/// <param name="LeadTimeDays">From the order to the goods.</param>
public sealed record DemoSupplier(int Number, string Name, int LeadTimeDays)
{
    private static readonly DemoSupplier[] OfShelves =
    [
        new(0, "Koperasi Gayo Mandiri", 14), new(1, "Sore Roastery", 7), new(2, "Barista Supply Jakarta", 21),
        new(2, "Barista Supply Jakarta", 21),
        new(3, "Sentra Batik Lasem", 28), new(4, "Tenun Sumba Collective", 35), new(5, "Lurik Yogya Workshop", 18),
        new(6, "Kemas Bandung", 10),
    ];

    private static readonly decimal[] CostShares = [0.52m, 0.46m, 0.61m, 0.48m, 0.55m, 0.58m, 0.5m, 0.57m];

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<DemoSupplier> All { get; } = [.. OfShelves.Distinct()];

    /// <summary>Who delivers a shelf.</summary>
    public static DemoSupplier Of(DemoCategory category) => OfShelves[(int)category];

    /// <summary>What a unit of a product costs the store, in whole thousands of rupiah.</summary>
    public static decimal CostOf(DemoProduct product) => DemoShelf.Thousands(product.Price * CostShares[(int)product.Category]);

    /// <summary>The brand on a shelf's products.</summary>
    public static string BrandOf(DemoCategory category) => category switch
    {
        DemoCategory.BrewingGear or DemoCategory.FiltersAndCare => "Tetes",
        DemoCategory.Batik or DemoCategory.IkatAndTenun or DemoCategory.HomeTextiles => "Kain Nusantara",
        _ => "Kopi & Kain",
    };
}

/// <summary>What a supplier brings to the demo store at once.</summary>
/// <param name="ReceivedOn">The day that begins with the goods on the shelf; null while they are on their way.</param>
public sealed record DemoDelivery(
    DemoSupplier Supplier, DateOnly OrderedOn, DateOnly ExpectedOn, DateOnly? ReceivedOn,
    IReadOnlyList<(DemoProduct Product, int Quantity)> Lines);

/// <summary>Units that a count at the beginning of a day found missing.</summary>
public sealed record DemoShrinkage(DemoProduct Product, DateOnly Day, int Quantity);

/// <summary>How the demo store's shelves were filled.</summary>
public sealed record DemoSupply(IReadOnlyList<DemoDelivery> Deliveries, IReadOnlyList<DemoShrinkage> Shrinkages);
