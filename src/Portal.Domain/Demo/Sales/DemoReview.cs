using Portal.Domain.Demo.Goods;

namespace Portal.Domain.Demo.Sales;

/// <summary>What a customer of the demo store says of a product she bought.</summary>
public sealed record DemoReview(
    Guid Id, DemoProduct Product, DemoCustomer Customer, int Rating, string Title, string Body, DateTimeOffset WrittenAt)
{
    private const double Share = 0.06;

    private static readonly (string Title, string Body)[] Good =
    [
        ("Wangi sekali", "Baru buka kemasannya sudah wangi. Pasti pesan lagi."),
        ("As described", "Exactly as in the pictures, and it came in three days."),
        ("Jadi langganan", "Pesanan ketiga dan mutunya tetap sama."), ("A lovely gift", "Bought it for my mother, she uses it every day."),
        ("Rapi dan cepat", "Pengemasannya rapi, kurirnya cepat."),
    ];

    private static readonly (string Title, string Body)[] Fair =
    [
        ("Lumayan", "Bagus, tetapi agak mahal untuk ukurannya."), ("Good, with a small flaw", "One corner was bent. Still usable."),
        ("Cukup", "Sesuai harga, pengirimannya lima hari."),
    ];

    private static readonly (string Title, string Body)[] Poor =
    [
        ("Not what I expected", "The colour is darker than in the picture."),
        ("Datang terlambat", "Sepuluh hari baru sampai, dan kemasannya penyok."),
    ];

    /// <summary>The review of an order, or null for the many without one; decided by the order for good.</summary>
    public static DemoReview? Of(ulong seed, DemoOrder order)
    {
        var subject = 6_000_000 + ulong.Parse(order.Number.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture);
        if (DemoRandom.Lot(seed, subject, 0) >= Share || !DemoFates.IsPaid(seed, order.Number))
            return null;

        var product = order.Lines[0].Product;
        var liking = DemoRandom.Lot(seed, (ulong)product.Number + 50_000, 0) * 0.3;
        var rating = (DemoRandom.Lot(seed, subject, 1) + liking) switch { < 0.08 => 1, < 0.16 => 2, < 0.3 => 3, < 0.6 => 4, _ => 5 };
        var texts = rating switch { >= 4 => Good, 3 => Fair, _ => Poor };
        var (title, body) = texts[(int)(texts.Length * DemoRandom.Lot(seed, subject, 2))];
        return new(
            DemoRandom.Identity(seed, subject, 0x5256), product, order.Customer, rating, title, body,
            order.PlacedAt.AddDays(5 + (15 * DemoRandom.Lot(seed, subject, 3))));
    }
}
