using Portal.Domain.Demo.Sales;

namespace Portal.Domain.Demo.Goods;

/// <summary>
/// Works out, from what was sold, how the demo store's shelves must have been filled: deliveries every four weeks, more after
/// a product was sold out, and nothing left on the days on which the shop said so. No level is ever below zero.
/// </summary>
public static class DemoWarehouse
{
    private const int Cycle = 28;

    // Units of what is hardly sold any more that were bought too many at the start.
    private const int Surplus = 45;

    /// <param name="sold">Units that left on each day, less those that came back, by the product's number.</param>
    public static DemoSupply Plan(ulong seed, DateOnly from, IReadOnlyList<int[]> sold)
    {
        var quantities = new SortedDictionary<(DateOnly Day, int Supplier), List<(DemoProduct, int)>>();
        var shrinkages = new List<DemoShrinkage>();
        var low = new List<DemoProduct>();
        foreach (var product in DemoCatalogue.Products)
        {
            var level = Fill(seed, from, product, sold[product.Number], quantities, shrinkages);
            if (level < Mean(sold[product.Number]) * (DemoSupplier.Of(product.Category).LeadTimeDays + 7))
                low.Add(product);
        }

        var deliveries = quantities.Select(entry => Delivery(DemoSupplier.All[entry.Key.Supplier], entry.Key.Day, entry.Value));
        return new([.. deliveries, .. OnTheirWay(from.AddDays(sold[0].Length - 1), low, sold)], shrinkages);
    }

    // Returns the level at the end.
    private static int Fill(
        ulong seed, DateOnly from, DemoProduct product, int[] sold, SortedDictionary<(DateOnly, int), List<(DemoProduct, int)>> deliveries,
        List<DemoShrinkage> shrinkages)
    {
        var supplier = DemoSupplier.Of(product.Category);
        var inStock = Enumerable.Range(0, sold.Length + (2 * Cycle)).Select(day => DemoShelf.IsInStock(seed, product, from.AddDays(day)))
            .ToArray();
        var level = 0;
        for (var day = 0; day < sold.Length; day++)
        {
            var wasOut = day == 0 || !inStock[day - 1];
            if (inStock[day] && (wasOut || IsDeliveryDay(supplier, day)))
            {
                var surplus = day == 0 && product.IsOldStock ? Surplus : 0;
                var quantity = Wanted(seed, product, supplier, sold, inStock, day) - level + surplus;
                if (quantity > 0)
                {
                    var key = (from.AddDays(day), supplier.Number);
                    if (!deliveries.TryGetValue(key, out var lines))
                        deliveries[key] = lines = [];
                    lines.Add((product, quantity));
                    level += quantity;
                }
            }
            else if (!inStock[day] && !wasOut && level > 0)
            {
                shrinkages.Add(new(product, from.AddDays(day), level));
                level = 0;
            }

            level -= sold[day];
        }

        return level;
    }

    private static int Wanted(ulong seed, DemoProduct product, DemoSupplier supplier, int[] sold, bool[] inStock, int day)
    {
        var next = Enumerable.Range(day + 1, Cycle).First(later => IsDeliveryDay(supplier, later));
        var end = Enumerable.Range(day + 1, next - day + Cycle - 1).FirstOrDefault(later => !inStock[later], -1);
        if (end > 0 && end <= sold.Length)
            return Most(sold, day, end);
        if (next < sold.Length)
            return (int)(Most(sold, day, next) * 1.3) + 2;

        // Nobody knows what comes: some products were ordered too few of, some too many.
        var share = DemoRandom.Lot(seed, (ulong)product.Number + 40_000, 0) switch { < 0.25 => 0.15, > 0.85 => 4.5, _ => 1.25 };
        return Most(sold, day, sold.Length) + (int)(Mean(sold) * Cycle * share) + 1;
    }

    // The most that is ever missing of what was there at the beginning.
    private static int Most(int[] sold, int from, int until)
    {
        var (missing, most) = (0, 0);
        for (var day = from; day < until; day++)
        {
            missing += sold[day];
            most = Math.Max(most, missing);
        }

        return most;
    }

    private static IEnumerable<DemoDelivery> OnTheirWay(DateOnly today, List<DemoProduct> low, IReadOnlyList<int[]> sold) =>
        from product in low
        group product by DemoSupplier.Of(product.Category) into products
        where products.Key.Number % 2 == 0
        let ordered = today.AddDays(-(products.Key.LeadTimeDays / 2))
        select new DemoDelivery(
            products.Key, ordered, ordered.AddDays(products.Key.LeadTimeDays), null,
            [.. products.Select(product => (product, (int)(Mean(sold[product.Number]) * Cycle) + 4))]);

    private static DemoDelivery Delivery(DemoSupplier supplier, DateOnly day, IReadOnlyList<(DemoProduct, int)> lines) =>
        new(supplier, day.AddDays(-supplier.LeadTimeDays), day, day, lines);

    private static bool IsDeliveryDay(DemoSupplier supplier, int day) => (day - (supplier.Number * 3)) % Cycle == 0;

    private static double Mean(int[] sold) => sold.Length == 0 ? 0 : Math.Max(0, sold.TakeLast(Cycle).Average());
}
