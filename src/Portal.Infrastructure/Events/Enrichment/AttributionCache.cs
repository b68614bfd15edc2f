using Portal.Domain.Events.Channels;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>The fields channel, source, medium and campaign of an event, by the signs it carries.</summary>
internal sealed class AttributionCache
{
    private const int LongestKey = 1024;

    private static readonly byte[] NoTouch = CopyRows.FieldsOf(null, null, null, null);

    private readonly SpanCache<byte[]> _known = new(16_384);

    public byte[] Find(in TouchSigns signs)
    {
        if (!signs.MayBeTouch)
        {
            return NoTouch;
        }

        Span<byte> key = stackalloc byte[LongestKey];
        key = key[..signs.WriteKey(key)];
        if (key.IsEmpty)
        {
            return Understand(signs);
        }

        return _known.TryGet(key, out var known) ? known : _known.Add(key, Understand(signs));
    }

    private static byte[] Understand(in TouchSigns signs) =>
        Touch.Of(signs) is { } touch ? CopyRows.FieldsOf(touch.Channel, touch.Source, touch.Medium, touch.Campaign) : NoTouch;
}
