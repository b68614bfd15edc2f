using System.Text;

namespace Portal.Domain.Events.Channels;

/// <summary>How a visitor came, as far as one event shows it.</summary>
/// <param name="Channel">A <see cref="Channels.Channel"/>.</param>
/// <param name="Source">In lower case: the tag, the known site's name, or the referrer's host without www.</param>
/// <param name="Medium">In lower case.</param>
/// <param name="Campaign">As the shop wrote it.</param>
public sealed record Touch(string Channel, string? Source, string? Medium, string? Campaign)
{
    private const int MaxLength = 200;

    /// <summary>
    /// Understands an event's signs. What tags say counts; what they leave open is taken from a click id, then from the
    /// referrer. Null for a visit within the site: neither tag nor click id, and no referrer or one of the same
    /// registrable domain.
    /// </summary>
    public static Touch? Of(in TouchSigns signs)
    {
        var host = Text(signs.ReferrerHost, false)?.ToLowerInvariant();
        if (host is not null && IsOwn(host, signs))
        {
            host = null;
        }

        var click = signs.Click;
        if (!signs.IsTagged && click is null && host is null)
        {
            return null;
        }

        var source = Text(signs.Source, signs.IsEncoded)?.ToLowerInvariant();
        var medium = Text(signs.Medium, signs.IsEncoded)?.ToLowerInvariant();
        var known = host is null ? null : KnownSites.Find(host);
        if (click is { IsWeak: true } && known is not null)
        {
            click = null;
        }

        if (source is null)
        {
            source = click?.Source ?? known?.Name ?? (host is null ? null : Hosts.WithoutPrefix(host));
            medium ??= click?.Medium ?? (host is null ? null : known?.Medium ?? "referral");
        }

        medium ??= click?.Medium;
        var campaign = Text(signs.Campaign, signs.IsEncoded);
        return new(ChannelRules.ChannelOf(source, medium, campaign), source, medium, campaign);
    }

    private static bool IsOwn(string host, in TouchSigns signs) =>
        Hosts.AreOfOneSite(host, Encoding.UTF8.GetString(signs.PageHost))
            || Hosts.AreOfOneSite(host, Encoding.UTF8.GetString(signs.SiteDomain));

    private static string? Text(ReadOnlySpan<byte> utf8, bool isEncoded)
    {
        var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxLength * 12)]);
        if (isEncoded)
        {
            text = Uri.UnescapeDataString(text.Replace('+', ' '));
        }

        text = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        if (text.Length > MaxLength)
        {
            text = text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        }

        return text.Length == 0 ? null : text;
    }
}
