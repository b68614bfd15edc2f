using System.Text;

namespace Portal.Domain.Events.Channels;

/// <summary>
/// What an event carries of the way by which its visitor came, as spans of its UTF-8; nothing is copied. Made for every
/// event, so it only finds the signs; <see cref="Touch.Of(in TouchSigns)"/> understands them.
/// </summary>
public ref struct TouchSigns
{
    private bool _isTagged;
    private bool _isEncoded;
    private int _click;

    /// <summary>Reads the address of the page with its tags and click ids, and the page before it.</summary>
    /// <param name="siteDomain">The site's own host, for events without an address.</param>
    public TouchSigns(ReadOnlySpan<byte> url, ReadOnlySpan<byte> referrer, ReadOnlySpan<byte> siteDomain)
    {
        _click = -1;
        SiteDomain = siteDomain;
        PageHost = Hosts.Of(url);
        ReferrerHost = Hosts.Of(referrer);
        if (ReferrerHost.Length == PageHost.Length && Ascii.EqualsIgnoreCase(ReferrerHost, PageHost))
        {
            ReferrerHost = default;
        }

        ReadQuery(url);
    }

    internal ReadOnlySpan<byte> Source { get; private set; }
    internal ReadOnlySpan<byte> Medium { get; private set; }
    internal ReadOnlySpan<byte> Campaign { get; private set; }
    internal ReadOnlySpan<byte> PageHost { get; }
    internal ReadOnlySpan<byte> ReferrerHost { get; }
    internal ReadOnlySpan<byte> SiteDomain { get; }

    /// <summary>True when the tags are as in an address: with + and % codes.</summary>
    internal readonly bool IsEncoded => _isEncoded;

    internal readonly bool IsTagged => _isTagged;

    internal readonly ClickId? Click => _click < 0 ? null : ClickId.All[_click];

    /// <summary>False when the event is surely no touch; true leaves it to be decided.</summary>
    public readonly bool MayBeTouch => _isTagged || _click >= 0 || !ReferrerHost.IsEmpty;

    /// <summary>Takes a campaign that the sender names itself; it counts instead of the address's tags.</summary>
    public void Name(ReadOnlySpan<byte> source, ReadOnlySpan<byte> medium, ReadOnlySpan<byte> campaign)
    {
        if (source.IsEmpty && medium.IsEmpty && campaign.IsEmpty)
        {
            return;
        }

        Source = source;
        Medium = medium;
        Campaign = campaign;
        _isTagged = true;
        _isEncoded = false;
    }

    /// <summary>Writes a text that is the same for signs with the same meaning, to remember that meaning by.</summary>
    /// <returns>Its length; 0 when it has no room.</returns>
    public readonly int WriteKey(Span<byte> key)
    {
        var length = 8 + Source.Length + Medium.Length + Campaign.Length + PageHost.Length + ReferrerHost.Length + SiteDomain.Length;
        if (length > key.Length)
        {
            return 0;
        }

        key[0] = (byte)(_click + 1);
        key[1] = (byte)((_isTagged ? 1 : 0) + (_isEncoded ? 2 : 0));
        var rest = key[2..];
        Put(Source, ref rest);
        Put(Medium, ref rest);
        Put(Campaign, ref rest);
        Put(ReferrerHost, ref rest);
        Put(ReferrerHost.IsEmpty ? default : PageHost, ref rest);
        Put(ReferrerHost.IsEmpty ? default : SiteDomain, ref rest);
        return key.Length - rest.Length;
    }

    private static void Put(ReadOnlySpan<byte> text, ref Span<byte> room)
    {
        text.CopyTo(room);
        room[text.Length] = 0;
        room = room[(text.Length + 1)..];
    }

    private void ReadQuery(ReadOnlySpan<byte> url)
    {
        var start = url.IndexOf((byte)'?');
        if (start < 0)
        {
            return;
        }

        var query = url[(start + 1)..];
        var fragment = query.IndexOf((byte)'#');
        query = fragment < 0 ? query : query[..fragment];
        while (!query.IsEmpty)
        {
            var end = query.IndexOf((byte)'&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            var equals = pair.IndexOf((byte)'=');
            if (equals > 0 && equals < pair.Length - 1)
            {
                ReadPair(pair[..equals], pair[(equals + 1)..]);
            }
        }
    }

    private void ReadPair(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!name.StartsWith("utm_"u8))
        {
            var click = ClickId.NumberOf(name);
            _click = click >= 0 && (_click < 0 || click < _click) ? click : _click;
            return;
        }

        _isTagged = true;
        _isEncoded = true;
        if (name.SequenceEqual("utm_source"u8))
        {
            Source = value;
        }
        else if (name.SequenceEqual("utm_medium"u8))
        {
            Medium = value;
        }
        else if (name.SequenceEqual("utm_campaign"u8))
        {
            Campaign = value;
        }
    }
}
