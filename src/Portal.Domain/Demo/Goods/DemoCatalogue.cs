using Portal.Domain.Demo.Visits;

using static Portal.Domain.Demo.Goods.DemoCategory;

namespace Portal.Domain.Demo.Goods;

/// <summary>The demo store's products: Indonesian coffee and textiles.</summary>
public static class DemoCatalogue
{
    private static readonly (DemoCategory Category, string Prefix, (string Sku, string Name, int Price)[] Products)[] Shelves =
    [
        (SingleOrigin, "KP", [
            ("GYW-250", "Gayo Wine Process, 250 g", 145_000), ("TSP-500", "Toraja Sapan, 500 g", 228_000),
            ("FLB-500", "Flores Bajawa, 500 g", 228_000), ("BKT-250", "Bali Kintamani, 250 g", 112_000),
            ("GYL-250", "Gayo Long Berry, 250 g", 128_000), ("MDH-500", "Mandheling Grade 1, 500 g", 214_000),
            ("JVP-250", "Java Preanger, 250 g", 98_000), ("PPW-250", "Papua Wamena, 250 g", 135_000),
            ("SDK-250", "Sidikalang, 250 g", 89_000), ("KRC-500", "Kerinci Natural, 500 g", 236_000),
            ("ENR-250", "Enrekang Honey, 250 g", 132_000), ("LWK-100", "Luwak Gayo, 100 g", 345_000)]),
        (BlendsAndConcentrates, "KB", [
            ("SUS-1L", "Kopi susu concentrate, 1 L", 98_000), ("PGI-500", "Pagi house blend, 500 g", 158_000),
            ("SOR-500", "Sore espresso blend, 500 g", 172_000), ("CBR-1L", "Cold brew concentrate, 1 L", 115_000),
            ("DRP-10", "Drip bags, box of 10", 95_000), ("DCF-250", "Decaf Java, 250 g", 118_000),
            ("TBR-250", "Kopi tubruk, 250 g", 62_000), ("ARN-1L", "Palm sugar syrup, 1 L", 74_000)]),
        (BrewingGear, "KG", [
            ("V60-SET", "V60 starter set", 415_000), ("KTL-09", "Gooseneck kettle, 0.9 L", 485_000),
            ("GRD-M1", "Hand grinder M1", 625_000), ("FRP-600", "French press, 600 ml", 265_000),
            ("SRV-500", "Glass server, 500 ml", 145_000), ("SCL-01", "Brewing scale with timer", 289_000),
            ("VND-4", "Vietnam dripper, 4 cups", 89_000), ("MKP-3", "Moka pot, 3 cups", 325_000)]),
        (FiltersAndCare, "KF", [
            ("V60-100", "V60 filter papers, 100", 58_000), ("FLT-100", "Flat filter papers, 100", 52_000),
            ("CLN-250", "Grinder cleaning tablets", 85_000), ("DSC-500", "Descaler, 500 ml", 79_000),
            ("CNT-500", "Airtight canister, 500 g", 135_000), ("BRS-01", "Grinder brush", 35_000)]),
        (Batik, "KN", [
            ("PRG-2M", "Batik Parang tulis, 2 m", 685_000), ("KWG-2M", "Batik Kawung cap, 2 m", 295_000),
            ("MGM-2M", "Batik Megamendung cap, 2 m", 315_000), ("TRT-2M", "Batik Truntum tulis, 2 m", 725_000),
            ("SKR-2M", "Batik Sekar Jagad, 2 m", 345_000), ("LSM-2M", "Batik Lasem tulis, 2 m", 895_000),
            ("SHM", "Batik shirt Kawung", 385_000), ("SLD-01", "Batik silk selendang", 425_000)]),
        (IkatAndTenun, "KT", [
            ("TRS-SH", "Troso ikat shawl", 325_000), ("SMB-2M", "Sumba ikat, 2 m", 1_450_000),
            ("ULS-01", "Ulos Ragidup", 980_000), ("LMB-2M", "Lombok songket, 2 m", 1_120_000),
            ("TRS-2M", "Troso ikat fabric, 2 m", 275_000), ("FLS-SH", "Flores ikat scarf", 285_000),
            ("TNN-BG", "Tenun tote bag", 195_000)]),
        (HomeTextiles, "KH", [
            ("CSH-45", "Ikat cushion cover, 45 cm", 145_000), ("RUN-180", "Batik table runner, 180 cm", 185_000),
            ("NPK-4", "Batik napkins, set of 4", 125_000), ("THR-150", "Ikat throw, 150 cm", 495_000),
            ("APR-01", "Barista apron, lurik", 215_000), ("TWL-2", "Lurik tea towels, set of 2", 89_000)]),
        (GiftsAndSets, "KS", [
            ("HMP-S", "Coffee hamper, small", 285_000), ("HMP-L", "Coffee hamper, large", 565_000),
            ("TST-5", "Nusantara tasting set, 5 × 50 g", 165_000), ("MUG-2", "Stoneware mugs, set of 2", 175_000),
            ("CRD-01", "Gift card sleeve in batik", 45_000)]),
    ];

    // Who sells best, first to last; everything else follows in catalogue order. Weights fall as 1 / rank^0.8.
    private static readonly string[] BestSellers =
    [
        "KP-GYW-250", "KB-SUS-1L", "KP-TSP-500", "KN-PRG-2M", "KT-TRS-SH", "KP-FLB-500", "KF-V60-100", "KG-V60-SET",
        "KP-BKT-250", "KN-KWG-2M", "KB-PGI-500", "KS-TST-5", "KB-DRP-10", "KP-GYL-250", "KH-CSH-45", "KN-MGM-2M",
        "KG-FRP-600", "KS-HMP-S", "KP-MDH-500", "KT-TNN-BG", "KB-SOR-500", "KN-SHM",
    ];

    // What someone who has taken from a shelf looks at next, most likely first.
    private static readonly DemoCategory[][] Affinities =
    [
        [FiltersAndCare, SingleOrigin, BrewingGear], [FiltersAndCare, BlendsAndConcentrates, GiftsAndSets],
        [FiltersAndCare, SingleOrigin, BrewingGear], [SingleOrigin, FiltersAndCare, BlendsAndConcentrates],
        [Batik, HomeTextiles, IkatAndTenun], [IkatAndTenun, HomeTextiles, Batik],
        [HomeTextiles, GiftsAndSets, Batik], [SingleOrigin, GiftsAndSets, HomeTextiles],
    ];

    private static readonly string[] CategoryNames =
    [
        "Single-origin coffee", "Blends and concentrates", "Brewing gear", "Filters and care",
        "Batik", "Ikat and tenun", "Home textiles", "Gifts and sets",
    ];

    // Products with more than one variant: what the option is called, and how often each is wanted.
    private static readonly Dictionary<string, (string Name, (string Option, double Share)[] Options)> Variants = new()
    {
        ["KN-SHM"] = ("Size", [("S", 0.2), ("M", 0.36), ("L", 0.3), ("XL", 0.14)]),
        ["KT-TNN-BG"] = ("Colour", [("Indigo", 0.6), ("Rust", 0.4)]),
        ["KH-APR-01"] = ("Colour", [("Brown", 0.7), ("Black", 0.3)]),
        ["KS-MUG-2"] = ("Colour", [("Sand", 0.55), ("Moss", 0.45)]),
    };

    private static readonly string[] OldStock = ["KB-TBR-250", "KH-NPK-4", "KF-BRS-01", "KT-ULS-01"];

    /// <summary>Every variant of every product, in catalogue order.</summary>
    public static IReadOnlyList<DemoProduct> Products { get; } = Load();

    /// <summary>A shelf's list page, by the shelf's number.</summary>
    public static IReadOnlyList<DemoPage> Lists { get; } = [.. CategoryNames.Select(n => new DemoPage("/collections/" + DemoPage.Slug(n),
        n))];

    /// <summary>A shelf's name as shoppers read it.</summary>
    public static string NameOf(DemoCategory category) => CategoryNames[(int)category];

    /// <summary>Shelves whose products are bought together with those of a shelf, most likely first.</summary>
    public static IReadOnlyList<DemoCategory> AffinityOf(DemoCategory category) => Affinities[(int)category];

    /// <summary>True for the coffee half of the store.</summary>
    public static bool IsCoffee(DemoCategory category) => category <= FiltersAndCare;

    private static List<DemoProduct> Load()
    {
        var listed = Shelves.SelectMany(s => s.Products.Select(p => (s.Category, Sku: s.Prefix + "-" + p.Sku, p.Name, p.Price))).ToList();
        var ranked = BestSellers.Concat(listed.Select(p => p.Sku).Except(BestSellers)).ToList();
        var products = new List<DemoProduct>();
        foreach (var p in listed)
        {
            var popularity = 1 / Math.Pow(ranked.IndexOf(p.Sku) + 1, 0.8);
            var product = new DemoProduct(products.Count, p.Sku, p.Name, p.Category, p.Price, popularity)
            {
                IsOldStock = OldStock.Contains(p.Sku),
            };
            products.AddRange(Variants.TryGetValue(p.Sku, out var variants)
                ? variants.Options.Select((v, place) => new DemoProduct(
                    product.Number + place, $"{p.Sku}-{v.Option.ToUpperInvariant()}", p.Name, p.Category, p.Price, popularity * v.Share)
                { Option = v.Option, OptionName = variants.Name, Family = product.Number })
                : [product]);
        }

        return products;
    }
}
