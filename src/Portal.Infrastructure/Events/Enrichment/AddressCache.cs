using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>Addresses as they stand in rows, with their places.</summary>
internal sealed class AddressCache
{
    private readonly SpanCache<EnrichedAddress> _known = new(16_384);
    private readonly AddressPlaces _places = new();

    /// <summary>The meaning of an address that a sender names; <see cref="EnrichedAddress.None"/> for a text that is none.</summary>
    public EnrichedAddress Find(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 64)
        {
            return EnrichedAddress.None;
        }

        return _known.TryGet(text, out var known) ? known
            : _known.Add(text, IPAddress.TryParse(Encoding.UTF8.GetString(text), out var address) ? Understand(address)
                : EnrichedAddress.None);
    }

    /// <summary>The meaning of the address that a request came from.</summary>
    public EnrichedAddress Find(IPAddress? address)
    {
        Span<byte> text = stackalloc byte[65];
        return address is not null && address.TryFormat(text, out var length) ? Find(text[..length]) : EnrichedAddress.None;
    }

    private EnrichedAddress Understand(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return new(Encoding.UTF8.GetBytes(TextOf(address)), Encoding.UTF8.GetBytes(TextOf(Truncated(address))), _places.Find(address));
    }

    // Without the zone, which names an interface of the sender's own machine.
    private static string TextOf(IPAddress address) => new IPAddress(address.GetAddressBytes()).ToString();

    private static IPAddress Truncated(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6).Clear();
        return new(bytes);
    }
}

/// <summary>What is known of an address; every part is UTF-8 and empty when there is none.</summary>
/// <param name="Text">The address itself.</param>
/// <param name="Truncated">Its network: the /24 of IPv4, the /48 of IPv6.</param>
/// <param name="Place">Where it is.</param>
internal sealed record EnrichedAddress(byte[] Text, byte[] Truncated, AddressPlace Place)
{
    public static readonly EnrichedAddress None = new([], [], AddressPlace.Nowhere);

    /// <summary>What a store keeps of the address.</summary>
    public ReadOnlySpan<byte> Kept(string privacy) => privacy switch
    {
        IpPrivacy.Keep => Text,
        IpPrivacy.Truncate => Truncated,
        _ => default,
    };
}
