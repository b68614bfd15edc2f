namespace Portal.Domain.Demo.Goods;

/// <summary>What stands on the demo store's shelves on a day, and at what list price. It follows from the seed.</summary>
public static class DemoShelf
{
    private const decimal SaleShare = 0.12m;

    /// <summary>Prices of an instant's day before any sale, by the product's number.</summary>
    public static IReadOnlyList<decimal> PricesAt(ulong seed, DateTimeOffset at) =>
        [.. DemoCatalogue.Products.Select(p => PriceOf(seed, p, DemoProfile.DayOf(at)))];

    /// <summary>The list price on a day, with every change up to it.</summary>
    public static decimal PriceOf(ulong seed, DemoProduct product, DateOnly date) =>
        Thousands(product.Price * (decimal)DemoPriceSteps.FactorOn(seed, product, date));

    /// <summary>What it is sold for on a day: on double days 12 % less.</summary>
    public static DemoOffer OfferOn(ulong seed, DemoProduct product, DateOnly date)
    {
        var price = PriceOf(seed, product, date);
        return DemoCalendar.IsDoubleDay(date)
            ? new(Thousands(price * (1 - SaleShare)), price,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date.Day}.{date.Month}"))
            : new(price);
    }

    /// <summary>In one of twenty fortnights a product is sold out for two to six days; old stock is always there.</summary>
    public static bool IsInStock(ulong seed, DemoProduct product, DateOnly date)
    {
        var (fortnight, day) = Math.DivRem(date.DayNumber, 14);
        var subject = (ulong)product.Number + 30_000;
        if (product.IsOldStock || DemoRandom.Lot(seed, subject, (ulong)fortnight) >= 0.05)
        {
            return true;
        }

        var first = (int)(8 * DemoRandom.Lot(seed, subject + 1000, (ulong)fortnight));
        var length = 2 + (int)(5 * DemoRandom.Lot(seed, subject + 2000, (ulong)fortnight));
        return day < first || day >= first + length;
    }

    internal static decimal Thousands(decimal price) => Math.Round(price / 1000, MidpointRounding.AwayFromZero) * 1000;
}

/// <summary>What the demo store asks for a product on a day.</summary>
/// <param name="CompareAt">The list price while a sale runs; null on other days.</param>
/// <param name="Promotion">The sale's name.</param>
public sealed record DemoOffer(decimal Price, decimal? CompareAt = null, string? Promotion = null);
