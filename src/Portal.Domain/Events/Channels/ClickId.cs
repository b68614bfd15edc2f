using System.Text;

namespace Portal.Domain.Events.Channels;

/// <summary>A parameter that an advertising or mailing system adds to the address, and what it says of the visit.</summary>
/// <param name="Parameter">Its name in the address.</param>
/// <param name="IsWeak">True where the system marks unpaid links as well, so that a known referrer says more.</param>
public sealed record ClickId(string Parameter, string Source, string Medium, bool IsWeak = false)
{
    /// <summary>Every parameter that is known; of two in one address the earlier in this list counts.</summary>
    public static IReadOnlyList<ClickId> All { get; } =
    [
        new("gclid", "google", "cpc"), new("gbraid", "google", "cpc"), new("wbraid", "google", "cpc"), new("gad_source", "google", "cpc"),
        new("dclid", "dv360", "cpm"), new("msclkid", "bing", "cpc"), new("yclid", "yandex", "cpc"), new("vmcid", "yahoo", "cpc"),
        new("ttclid", "tiktok", "paid_social"), new("twclid", "x", "paid_social"), new("li_fat_id", "linkedin", "paid_social"),
        new("epik", "pinterest", "paid_social"), new("ScCid", "snapchat", "paid_social"), new("rdt_cid", "reddit", "paid_social"),
        new("irclickid", "impact", "affiliate"), new("awc", "awin", "affiliate"), new("cjevent", "cj", "affiliate"),
        new("sscid", "shareasale", "affiliate"),
        new("ranSiteID", "rakuten-advertising", "affiliate"), new("tblci", "taboola", "display"), new("dicbo", "outbrain", "display"),
        new("mc_cid", "mailchimp", "email"), new("_kx", "klaviyo", "email"),
        new("fbclid", "facebook", "social", true), new("igshid", "instagram", "social", true), new("igsh", "instagram", "social", true),
        new("srsltid", "google-shopping", "organic", true),
    ];

    private static readonly byte[][] Names = [.. All.Select(c => Encoding.UTF8.GetBytes(c.Parameter))];

    /// <summary>Its place in <see cref="All"/>.</summary>
    public int Number => All.Index().First(c => ReferenceEquals(c.Item, this)).Index;

    /// <summary>The place of a parameter in <see cref="All"/>, -1 when it is no click id.</summary>
    internal static int NumberOf(ReadOnlySpan<byte> parameter)
    {
        if (parameter.Length is < 3 or > 9)
        {
            return -1;
        }

        for (var number = 0; number < Names.Length; number++)
        {
            if (parameter.SequenceEqual(Names[number]))
            {
                return number;
            }
        }

        return -1;
    }
}
