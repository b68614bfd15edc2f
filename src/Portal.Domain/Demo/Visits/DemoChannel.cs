namespace Portal.Domain.Demo.Visits;

/// <summary>A way by which visitors find the demo store.</summary>
/// <param name="Key">How orders and analytics name it.</param>
/// <param name="Referrer">The page before, empty when the browser tells none.</param>
/// <param name="Source">The utm_source of its links, empty for links without tags.</param>
/// <param name="Organic">Its weight among visitors that the store draws by itself.</param>
/// <param name="Paid">Its weight among visitors that the store's advertising brings.</param>
/// <param name="Intent">How readily its visitors buy, 1 on average.</param>
/// <param name="Product">How often its visitors land on a product's page.</param>
public sealed record DemoChannel(
    int Number, string Key, string Referrer, string Source, string Medium, string Campaign, double Organic, double Paid, double Intent,
    double Product)
{
    // The campaign that fails starts so long after the opening: in the last weeks of a new demo's history.
    private const int FailingFrom = 470;

    /// <summary>Every channel, by number.</summary>
    public static IReadOnlyList<DemoChannel> All { get; } =
    [
        new(0, "organic_search", "https://www.google.com/", "", "", "", 33, 0, 1.0, 0.45),
        new(1, "direct", "", "", "", "", 24, 0, 1.0, 0.15),
        new(2, "organic_social", "https://l.instagram.com/", "instagram", "social", "bio", 16, 0, 0.8, 0.4),
        new(3, "chat", "", "whatsapp", "chat", "catalogue", 12, 0, 1.15, 0.7),
        new(4, "email", "", "newsletter", "email", "weekly letter", 7, 0, 1.2, 0.4),
        new(5, "referral", "https://majalahkopi.example/", "", "", "", 8, 0, 0.85, 0.3),
        new(6, "paid_social", "https://l.instagram.com/", "instagram", "paid_social", "harvest week", 0, 34, 0.92, 0.6),
        new(7, "paid_social", "https://www.tiktok.com/", "tiktok", "paid_social", "dari kebun", 0, 36, 0.8, 0.65),
        new(8, "paid_search", "https://www.google.com/", "google", "cpc", "kopi nusantara", 0, 22, 1.08, 0.6),
        new(9, "organic_social", "https://www.tiktok.com/", "tiktok", "creator", "batik stories", 0, 8, 0.85, 0.5),
        new(10, "paid_social", "https://www.facebook.com/", "facebook", "paid_social", "kain premium", 0, 14, 0.4, 0.9)
        {
            Start = FailingFrom,
        },
    ];

    /// <summary>The weights of all advertising that lasts, summed.</summary>
    internal static double LastingPaid { get; } = All.Where(channel => channel.Start == 0).Sum(channel => channel.Paid);

    /// <summary>Days from the shop's opening to its first visitor.</summary>
    public int Start { get; private init; }

    /// <summary>The tags that its links carry after the page's address.</summary>
    public string Tags { get; } = Source.Length == 0
        ? ""
        : $"?utm_source={Source}&utm_medium={Medium}&utm_campaign={Campaign.Replace(' ', '-')}";

    /// <summary>True when it brings visitors on a day.</summary>
    /// <param name="opened">The day on which the shop opened.</param>
    internal bool RunsOn(DateOnly day, DateOnly opened) => day >= opened.AddDays(Start);
}
