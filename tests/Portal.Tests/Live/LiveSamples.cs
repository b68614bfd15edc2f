using Portal.Domain.Tenancy;
using Portal.Infrastructure.Live;

namespace Portal.Tests.Live;

/// <summary>Live figures with telling values.</summary>
internal static class LiveSamples
{
    public static readonly CurrentStore Store = new(Guid.Empty, "kopi", "Kopi", "IDR", "Europe/Berlin", "DE", StoreRole.Viewer);

    public static readonly LiveSnapshot Snapshot = new(
        new(2026, 11, 20, 13, 32, 8, TimeSpan.Zero),
        TimeSpan.FromSeconds(1.2),
        null,
        new(128, [.. Enumerable.Range(1, 30)], 112),
        new([.. Enumerable.Repeat(14, 60)], 1896, new(2026, 11, 20, 11, 8, 0, TimeSpan.Zero)),
        new(48_620_000, 20, 44_590_000, 85_000_000),
        new(612, 438, 104, 46, 20, 174, 334, 58, 26),
        new(40, 10, 5, 2, 1, 30, 5, 3, 1),
        [new("ID", 86), new("MY", 14), new("SG", 11), new("AU", 6), new("NL", 4), new("JP", 3), new("US", 2), new("DE", 1), new(null, 1)],
        [new("paid_social", 70), new("direct", 20), new("email", 15), new("organic_search", 10), new("referral", 6), new("sms", 4),
            new("push", 3)],
        [new(PageKind.Product, 58), new(PageKind.Other, 40), new(PageKind.Home, 24), new(PageKind.Unknown, 6)],
        [new("P1", "Gayo", 12, 340), new("P2", "Toraja", 90, 20)],
        [new("P2", "Toraja", 90, 20), new("P1", "Gayo", 12, 340)],
        new([Event("m3", "order_completed") with { OrderId = "A-1", Amount = 517_000 },
            Event("m2", "product_viewed") with { Subject = "Gayo" },
            Event("m1", "page_viewed") with { Source = "instagram", Campaign = "harvest week" }], false));

    public static LiveEvent Event(string id, string name) =>
        new(id, name, new(2026, 11, 20, 13, 32, 0, TimeSpan.Zero), new(2026, 11, 20, 13, 32, 0, TimeSpan.Zero), "/", null, null, "IDR",
            null, "Bandung, ID", null, null, "b-1");
}
