using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Catalogue;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Features.Catalogue;

/// <summary>How a product sold and what it cost, day by day.</summary>
internal static class ProductCharts
{
    /// <summary>Days of sales that are drawn.</summary>
    public const int Days = 90;

    private const int PriceDays = 365;

    public static ChartOptions Sales(ProductDetails product, IReadOnlyList<ProductDay> sold, DateOnly today, string currency)
    {
        var days = Enumerable.Range(1 - Days, Days).Select(today.AddDays).ToList();
        var known = sold.ToDictionary(day => day.Day);
        return new(
            ChartKind.Bar,
            $"Net sales of {product.Name} on each of {Days} days: {MoneyFormat.Brief(sold.Sum(day => day.Net), currency)} with "
                + $"{NumberFormat.Count((long)sold.Sum(day => day.Units), "unit", "units")} in all",
            [.. days.Select(Name)], [new("Net sales", Metric.Revenue, [.. days.Select(day => (decimal?)(known.GetValueOrDefault(day)?.Net
                ?? 0))])])
        {
            CategoryTitle = "Day",
            Prefix = MoneyFormat.Symbol(currency) + " ",
            FileName = $"sold-{product.Key}",
            Height = 240,
            Unfinished = 1,
        };
    }

    /// <param name="history">Latest first.</param>
    public static ChartOptions Prices(ProductVariant variant, IReadOnlyList<PricePeriod> history, StoreClock clock, DateOnly today)
    {
        var from = clock.Day(history[^1].Since) is var first && first > today.AddDays(1 - PriceDays) ? first : today.AddDays(1 - PriceDays);
        var days = Enumerable.Range(0, today.DayNumber - from.DayNumber + 1).Select(from.AddDays).ToList();
        // A day has the price that it ended with.
        var prices = days.Select(day => history.FirstOrDefault(period => period.Since < clock.StartOf(day.AddDays(1)))?.Price).ToList();
        return new(
            ChartKind.Line,
            $"Price of {variant.Sku} by day: from {MoneyFormat.Full(prices.Min(), variant.Currency)} to "
                + $"{MoneyFormat.Full(prices.Max(), variant.Currency)}", [.. days.Select(Name)],
            [new("Price", Metric.Revenue, prices)])
        {
            CategoryTitle = "Day",
            Prefix = MoneyFormat.Symbol(variant.Currency) + " ",
            FileName = $"price-{variant.Sku}",
            Height = 220,
        };
    }

    private static string Name(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);
}
