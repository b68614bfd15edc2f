using System.Globalization;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Text;
using Portal.Infrastructure.Catalogue;

namespace Portal.Features.Catalogue;

/// <summary>How a product sold and what it cost, day by day.</summary>
internal static class ProductCharts
{
    /// <summary>Days of sales that are drawn.</summary>
    public const int Days = 90;

    private const int PriceDays = 365;

    public static ChartOptions Sales(ProductDetails product, IReadOnlyDictionary<DateOnly, int> sold, DateOnly today)
    {
        var days = Enumerable.Range(1 - Days, Days).Select(today.AddDays).ToList();
        return new(
            ChartKind.Bar, $"Units of {product.Name} sold on each of {Days} days: {NumberFormat.Full(sold.Values.Sum())} in all", [.. days.Select(Name)],
            [new("Units", Metric.Orders, [.. days.Select(day => (decimal?)sold.GetValueOrDefault(day))])])
        {
            CategoryTitle = "Day", FileName = $"sold-{product.Key}", Height = 220, Unfinished = 1,
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
            ChartKind.Line, $"Price of {variant.Sku} by day: from {MoneyFormat.Full(prices.Min(), variant.Currency)} to {MoneyFormat.Full(prices.Max(), variant.Currency)}", [.. days.Select(Name)],
            [new("Price", Metric.Revenue, prices)])
        {
            CategoryTitle = "Day", Prefix = MoneyFormat.Symbol(variant.Currency) + " ", FileName = $"price-{variant.Sku}", Height = 220,
        };
    }

    private static string Name(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);
}
