using System.Text.RegularExpressions;

namespace Portal.Domain.Events.Channels;

/// <summary>
/// The rules of Google Analytics 4's default channel group (Google Analytics help, "[GA4] Default channel group",
/// "Channels for manual traffic"), in that order. Two things differ: messengers are a channel of their own, and a mailbox's host
/// or a medium that is a channel's own word counts as that channel. Lists of sites are ours: <see cref="KnownSites"/>.
/// </summary>
public static partial class ChannelRules
{
    /// <summary>The channel of a touch. Source and medium in lower case; null when nothing is known.</summary>
    public static string ChannelOf(string? source, string? medium, string? campaign)
    {
        source ??= "";
        medium ??= "";
        if (source == "(direct)" && medium is "" or "(none)" or "(not set)")
        {
            return Channel.Direct;
        }

        var kind = KnownSites.Find(source)?.Kind;
        var isShopping = kind == SiteKind.Shopping || ShoppingCampaign().IsMatch(campaign ?? "");
        return PaidMedium().IsMatch(medium) ? Paid(kind, medium, isShopping) : Unpaid(source, medium, kind, isShopping);
    }

    private static string Paid(SiteKind? kind, string medium, bool isShopping) => kind switch
    {
        _ when isShopping => Channel.PaidShopping,
        SiteKind.Search => Channel.PaidSearch,
        SiteKind.Social or SiteKind.Chat => Channel.PaidSocial,
        SiteKind.Video => Channel.PaidVideo,
        _ when medium == "cpm" => Channel.Display,
        _ => Channel.PaidOther,
    };

    private static string Unpaid(string source, string medium, SiteKind? kind, bool isShopping) => medium switch
    {
        "display" or "banner" or "expandable" or "interstitial" => Channel.Display,
        _ when isShopping => Channel.OrganicShopping,
        "chat" or "messenger" or "messaging" or "whatsapp" => Channel.Chat,
        _ when kind == SiteKind.Chat => Channel.Chat,
        _ when kind == SiteKind.Social => Channel.OrganicSocial,
        "social" or "social-network" or "social-media" or "sm" or "social network" or "social media" => Channel.OrganicSocial,
        _ when kind == SiteKind.Video || medium.Contains("video", StringComparison.Ordinal) => Channel.OrganicVideo,
        _ when kind == SiteKind.Search || medium == "organic" => Channel.OrganicSearch,
        "referral" or "app" or "link" => Channel.Referral,
        _ when IsEmail(source) || IsEmail(medium) || kind == SiteKind.Mail => Channel.Email,
        "affiliate" or "affiliates" => Channel.Affiliates,
        "audio" => Channel.Audio,
        _ when source == "sms" || medium == "sms" => Channel.Sms,
        _ when IsPush(source, medium) => Channel.Push,
        _ => Channel.Unassigned,
    };

    private static bool IsEmail(string text) => text is "email" or "e-mail" or "e_mail" or "e mail";

    private static bool IsPush(string source, string medium) =>
        source == "firebase" || medium.EndsWith("push", StringComparison.Ordinal) || medium.Contains("mobile", StringComparison.Ordinal)
        || medium.Contains("notification", StringComparison.Ordinal);

    [GeneratedRegex("^(.*cp.*|ppc|retargeting|paid.*)$")]
    private static partial Regex PaidMedium();

    [GeneratedRegex("^(.*(([^a-df-z]|^)shop|shopping).*)$", RegexOptions.IgnoreCase)]
    private static partial Regex ShoppingCampaign();
}
