using System.Text;
using Portal.Domain.Events.Bots;
using Portal.Domain.Events.Channels;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>
/// Understands the events of one request: writes the columns from ip to campaign. Nothing is allocated for what the node
/// has seen before.
/// </summary>
internal sealed class EventEnricher(EnrichmentCaches known, EventSource source, EventSender sender, bool isImport, TokenText text)
{
    private const int LongestPlace = 400;

    private readonly byte[] _domain = Encoding.UTF8.GetBytes(source.Domain);
    private readonly byte[] _headerAgent = Encoding.UTF8.GetBytes(sender.UserAgent ?? "");
    private EnrichedAddress? _senderAddress;
    private EnrichedAgent _lastAgent = EnrichedAgent.Nobody;
    private byte[] _lastAgentText = [];

    private EnrichedAddress SenderAddress => _senderAddress ??= known.Addresses.Find(sender.Address);

    /// <summary>Writes the columns of an event.</summary>
    /// <param name="url">The page's address as its row holds it.</param>
    /// <param name="visitor">The browser; null for an event without an anonymous id or without a time of its own.</param>
    public void Write(
        in MessageFacts facts, ReadOnlySpan<byte> url, ReadOnlySpan<byte> referrer, long? visitor, DateTimeOffset occurredAt, CopyRows rows)
    {
        // Before anything is written: address and referrer lie in the rows' buffer, which may move.
        var touch = Touch(facts, url, referrer);
        var isBrowser = sender.Origin is not null || facts.Library.SequenceEqual("\"tracker.js\""u8);
        var agent = Agent(facts, isBrowser);
        var address = Address(facts, isBrowser);

        rows.TextOrNull(address.Kept(source.IpPrivacy));
        rows.Fields(agent.Fields);
        var score = agent.Score;
        if (visitor is { } browser && !isImport && known.Pace.IsTooFast(source.TenantId, browser, occurredAt))
        {
            score = Math.Max(score, BotScore.Pace);
        }

        rows.Smallint((short)score);
        rows.Boolean(BotScore.IsBot(score));
        WritePlace(facts, address, rows);
        rows.Fields(touch);
    }

    /// <summary>What stands in the stored context in place of the address that was sent; empty to leave it.</summary>
    public ReadOnlySpan<byte> StoredIp(in MessageFacts facts, Span<byte> room)
    {
        if (facts.Ip.IsEmpty || source.IpPrivacy == IpPrivacy.Keep)
        {
            return default;
        }

        var kept = known.Addresses.Find(text.Of(facts.Ip)).Kept(source.IpPrivacy);
        if (kept.IsEmpty)
        {
            return "null"u8;
        }

        room[0] = (byte)'"';
        kept.CopyTo(room[1..]);
        room[kept.Length + 1] = (byte)'"';
        return room[..(kept.Length + 2)];
    }

    private byte[] Touch(in MessageFacts facts, ReadOnlySpan<byte> url, ReadOnlySpan<byte> referrer)
    {
        var signs = new TouchSigns(url, referrer, _domain);
        signs.Name(text.Of(facts.CampaignSource), text.Of(facts.CampaignMedium), text.Of(facts.CampaignName));
        return known.Touches.Find(signs);
    }

    private EnrichedAgent Agent(in MessageFacts facts, bool isBrowser)
    {
        var agent = text.Of(facts.UserAgent);
        if (agent.IsEmpty && isBrowser)
        {
            agent = _headerAgent;
        }

        if (agent.IsEmpty)
        {
            return isBrowser && !isImport ? EnrichedAgent.Hidden : EnrichedAgent.Nobody;
        }

        // Brave calls itself Chrome in the user agent and gives its name only among the brands.
        if (facts.UserAgentData.IndexOf("\"Brave\""u8) >= 0)
        {
            return known.Agents.Find([.. agent, .. " Brave/"u8]);
        }

        // The messages of one browser's batch have the same.
        if (!agent.SequenceEqual(_lastAgentText))
        {
            _lastAgent = known.Agents.Find(agent);
            _lastAgentText = _lastAgent.Text;
        }

        return _lastAgent;
    }

    // A page could claim any address, so what it says counts only when a server sends it. A server's own address is not
    // the visitor's; an app's is.
    private EnrichedAddress Address(in MessageFacts facts, bool isBrowser)
    {
        if (sender.Origin is null && text.Of(facts.Ip) is { IsEmpty: false } named)
        {
            return known.Addresses.Find(named);
        }

        return !isImport && (isBrowser || IsApp(text.Of(facts.Library))) ? SenderAddress : EnrichedAddress.None;
    }

    private static bool IsApp(ReadOnlySpan<byte> library) =>
        library.StartsWith("analytics-"u8) && (library.EndsWith("android"u8) || library.EndsWith("ios"u8) || library.EndsWith("kotlin"u8)
            || library.EndsWith("swift"u8) || library.EndsWith("react-native"u8) || library.EndsWith("flutter"u8));

    // The sender's word first. A region of the address stands only beside the country of the address and no city of the sender.
    private void WritePlace(in MessageFacts facts, EnrichedAddress address, CopyRows rows)
    {
        var named = text.Of(facts.Country);
        Span<byte> upper = stackalloc byte[2];
        scoped ReadOnlySpan<byte> country = address.Place.Country;
        if (named.Length == 2 && char.IsAsciiLetter((char)named[0]) && char.IsAsciiLetter((char)named[1]))
        {
            (upper[0], upper[1]) = ((byte)(named[0] & 0xDF), (byte)(named[1] & 0xDF));
            country = upper;
        }
        else if (country.IsEmpty)
        {
            country = ZoneCountries.Find(text.Of(facts.TimeZone));
        }

        rows.TextOrNull(country);
        var region = Place(facts.Region);
        var city = Place(facts.City);
        rows.TextOrNull(region.IsEmpty && city.IsEmpty && country.SequenceEqual(address.Place.Country) ? address.Place.Region : region);
        rows.TextOrNull(city);
    }

    private ReadOnlySpan<byte> Place(ReadOnlySpan<byte> token) => text.Of(token) is { Length: <= LongestPlace } place ? place : default;
}
