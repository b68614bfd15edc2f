namespace Portal.Infrastructure.Marketing;

/// <summary>Channels that cost can be booked on: those that advertising leads to, and those that are run by hand.</summary>
internal static class MarketingChannels
{
    public static readonly IReadOnlyList<string> All =
    [
        "paid_search", "paid_social", "paid_shopping", "paid_video", "paid_other", "display", "affiliates", "audio", "email", "sms", "push",
        "chat", "organic_search",
        "organic_social", "organic_video", "organic_shopping", "referral", "unassigned",
    ];
}
