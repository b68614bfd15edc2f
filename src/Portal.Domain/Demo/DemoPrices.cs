namespace Portal.Domain.Demo;

/// <summary>The demo store's list prices.</summary>
public static class DemoPrices
{
    /// <summary>Prices of a day before any sale, by the product's number.</summary>
    public static IReadOnlyList<decimal> On(ulong seed, DateTimeOffset at) =>
        [.. DemoCatalogue.Products.Select(p => DemoDay.PriceOf(seed, p, DemoProfile.DayOf(at)))];
}
