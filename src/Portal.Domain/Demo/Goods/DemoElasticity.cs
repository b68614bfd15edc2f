namespace Portal.Domain.Demo.Goods;

/// <summary>How buyers of the demo store respond to prices.</summary>
internal static class DemoElasticity
{
    // What is sold moves less than the readiness to take it, since who leaves one thing often takes another.
    private const double Effect = 0.62;

    /// <summary>Percent by which a shelf's products sell more when one of them becomes a percent dearer; below zero.</summary>
    public static double Of(DemoCategory category) => category switch
    {
        DemoCategory.SingleOrigin => -1.5,
        DemoCategory.BlendsAndConcentrates => -1.4,
        DemoCategory.BrewingGear => -1.9,
        DemoCategory.FiltersAndCare => -1.2,
        DemoCategory.Batik => -1.8,
        DemoCategory.IkatAndTenun => -2.0,
        DemoCategory.HomeTextiles => -1.6,
        DemoCategory.GiftsAndSets => -1.5,
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>How readily a product is bought at a day's price, 1 at what buyers find normal.</summary>
    public static double Readiness(DemoProduct product, decimal price, DateOnly day) =>
        Math.Pow((double)(price / product.Price) / DemoPriceSteps.NormalOn(day), Of(product.Category) / Effect);
}
