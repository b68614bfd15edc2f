namespace Portal.Domain.Demo;

/// <summary>What stands on the demo store's shelves on a day, and at what list price. It follows from the seed.</summary>
public static class DemoShelf
{
    private const decimal SaleShare = 0.12m;

    /// <summary>Prices of an instant's day before any sale, by the product's number.</summary>
    public static IReadOnlyList<decimal> PricesAt(ulong seed, DateTimeOffset at) =>
        [.. DemoCatalogue.Products.Select(p => PriceOf(seed, p, DemoProfile.DayOf(at)))];

    /// <summary>The list price on a day: in three of ten quarters it moves to somewhere within 6 % of the catalogue's.</summary>
    public static decimal PriceOf(ulong seed, DemoProduct product, DateOnly date)
    {
        var quarter = (date.Year * 4) + ((date.Month - 1) / 3);
        for (var back = quarter; back > quarter - 12; back--)
        {
            var question = (ulong)back;
            if (DemoRandom.Lot(seed, (ulong)product.Number + 10_000, question) < 0.3)
            {
                return Thousands(product.Price * (decimal)(0.94 + (0.12 * DemoRandom.Lot(seed, (ulong)product.Number + 20_000, question))));
            }
        }

        return product.Price;
    }

    /// <summary>What it is sold for on a day: on double days 12 % less.</summary>
    public static DemoOffer OfferOn(ulong seed, DemoProduct product, DateOnly date)
    {
        var price = PriceOf(seed, product, date);
        return DemoCalendar.IsDoubleDay(date)
            ? new(Thousands(price * (1 - SaleShare)), price, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date.Day}.{date.Month}"))
            : new(price);
    }

    /// <summary>In one of twenty fortnights a product is sold out for two to six days.</summary>
    public static bool IsInStock(ulong seed, DemoProduct product, DateOnly date)
    {
        var (fortnight, day) = Math.DivRem(date.DayNumber, 14);
        var subject = (ulong)product.Number + 30_000;
        if (DemoRandom.Lot(seed, subject, (ulong)fortnight) >= 0.05)
        {
            return true;
        }

        var first = (int)(8 * DemoRandom.Lot(seed, subject + 1000, (ulong)fortnight));
        var length = 2 + (int)(5 * DemoRandom.Lot(seed, subject + 2000, (ulong)fortnight));
        return day < first || day >= first + length;
    }

    internal static decimal Thousands(decimal price) => Math.Round(price / 1000, MidpointRounding.AwayFromZero) * 1000;
}
