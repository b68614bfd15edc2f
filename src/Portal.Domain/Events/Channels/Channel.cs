namespace Portal.Domain.Events.Channels;

/// <summary>The channels by which visitors come, as they are stored.</summary>
public static class Channel
{
    public const string Direct = "direct";
    public const string OrganicSearch = "organic_search";
    public const string PaidSearch = "paid_search";
    public const string OrganicSocial = "organic_social";
    public const string PaidSocial = "paid_social";
    public const string OrganicVideo = "organic_video";
    public const string PaidVideo = "paid_video";
    public const string OrganicShopping = "organic_shopping";
    public const string PaidShopping = "paid_shopping";
    public const string Display = "display";
    public const string Email = "email";
    public const string Affiliates = "affiliates";
    public const string Referral = "referral";
    public const string Sms = "sms";
    public const string Push = "push";
    public const string Audio = "audio";

    /// <summary>Messengers, where people send each other links.</summary>
    public const string Chat = "chat";
    public const string PaidOther = "paid_other";

    /// <summary>A campaign whose tags fit no rule.</summary>
    public const string Unassigned = "unassigned";

    /// <summary>Every channel, in the order in which lists show them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Direct, OrganicSearch, PaidSearch, OrganicSocial, PaidSocial, OrganicVideo, PaidVideo, OrganicShopping, PaidShopping,
        Display, Email, Affiliates, Referral, Sms, Push, Audio, Chat, PaidOther, Unassigned,
    ];
}
