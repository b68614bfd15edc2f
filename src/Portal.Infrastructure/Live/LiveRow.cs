using System.Buffers.Binary;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Live;

/// <summary>
/// An event in the bytes of its row, as <see cref="EventColumns"/> lays it out. Texts stay where they are: a board looks
/// at each event of its store and needs the words of very few.
/// </summary>
internal readonly ref struct LiveRow
{
    public readonly long BatchId;
    public readonly ReadOnlySpan<byte> MessageId;
    public readonly ReadOnlySpan<byte> Name;
    public readonly long OccurredAt;
    public readonly long ReceivedAt;
    public readonly ReadOnlySpan<byte> AnonymousId;
    public readonly ReadOnlySpan<byte> UserId;
    public readonly long Visitor;
    public readonly ReadOnlySpan<byte> Path;
    public readonly ReadOnlySpan<byte> Title;
    public readonly ReadOnlySpan<byte> OrderId;
    public readonly ReadOnlySpan<byte> Revenue;
    public readonly ReadOnlySpan<byte> Currency;
    public readonly ReadOnlySpan<byte> Properties;
    public readonly bool IsBot;
    public readonly ReadOnlySpan<byte> Country;
    public readonly ReadOnlySpan<byte> City;
    public readonly ReadOnlySpan<byte> Channel;
    public readonly ReadOnlySpan<byte> Source;
    public readonly ReadOnlySpan<byte> Campaign;
    public readonly EventKind Kind;

    /// <summary>Reads the first row and moves on to the next.</summary>
    public LiveRow(ref ReadOnlySpan<byte> rows)
    {
        rows = rows[2..];
        BatchId = BinaryPrimitives.ReadInt64BigEndian(Next(ref rows));
        Skip(ref rows, 2); // tenant_id, event_day
        MessageId = Next(ref rows);
        Skip(ref rows, 2); // site_id, type
        Name = Next(ref rows);
        OccurredAt = Micros.OfColumn(BinaryPrimitives.ReadInt64BigEndian(Next(ref rows)));
        ReceivedAt = Micros.OfColumn(BinaryPrimitives.ReadInt64BigEndian(Next(ref rows)));
        AnonymousId = Next(ref rows);
        UserId = Next(ref rows);
        Visitor = BinaryPrimitives.ReadInt64BigEndian(Next(ref rows));
        Skip(ref rows, 2); // session_id, url
        Path = Next(ref rows);
        Title = Next(ref rows);
        Skip(ref rows, 1); // referrer
        OrderId = Next(ref rows);
        Revenue = Next(ref rows);
        Currency = Next(ref rows);
        var properties = Next(ref rows);
        Properties = properties.IsEmpty ? properties : properties[1..]; // behind the format's version
        Skip(ref rows, 6); // context, ip, device, browser, os, bot_score
        IsBot = Next(ref rows)[0] != 0;
        Country = Next(ref rows);
        Skip(ref rows, 1); // region
        City = Next(ref rows);
        Channel = Next(ref rows);
        Source = Next(ref rows);
        Skip(ref rows, 1); // medium
        Campaign = Next(ref rows);
        Kind = KindOf(Name);
    }

    /// <summary>When the visitor did it; a clock that is ahead of ours does not count.</summary>
    public long At => Math.Min(OccurredAt, ReceivedAt);

    public FunnelSteps Step => Kind switch
    {
        EventKind.Product => FunnelSteps.Viewed,
        EventKind.CartAdded => FunnelSteps.Added,
        EventKind.Checkout => FunnelSteps.CheckedOut,
        EventKind.Order => FunnelSteps.Ordered,
        _ => FunnelSteps.None,
    };

    /// <summary>Orders events of one instant, the same on every node.</summary>
    public long Tie => VisitorId.Hash(MessageId);

    private static EventKind KindOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        10 when name.SequenceEqual("web_vitals"u8) => EventKind.Measurement,
        11 when name.SequenceEqual("page_viewed"u8) => EventKind.Page,
        11 when name.SequenceEqual("cart_viewed"u8) => EventKind.Cart,
        13 when name.SequenceEqual("product_added"u8) => EventKind.CartAdded,
        13 when name.SequenceEqual("screen_viewed"u8) => EventKind.Page,
        14 when name.SequenceEqual("product_viewed"u8) => EventKind.Product,
        15 when name.SequenceEqual("product_removed"u8) => EventKind.CartRemoved,
        15 when name.SequenceEqual("order_completed"u8) => EventKind.Order,
        16 when name.SequenceEqual("checkout_started"u8) => EventKind.Checkout,
        17 when name.SequenceEqual("products_searched"u8) => EventKind.Search,
        19 when name.SequenceEqual("product_list_viewed"u8) => EventKind.List,
        20 when name.SequenceEqual("payment_info_entered"u8) => EventKind.Payment,
        _ => EventKind.Other,
    };

    private static void Skip(ref ReadOnlySpan<byte> rows, int fields)
    {
        for (; fields > 0; fields--)
        {
            rows = rows[(4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(rows)))..];
        }
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rows)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rows);
        var field = length <= 0 ? default : rows.Slice(4, length);
        rows = rows[(4 + Math.Max(0, length))..];
        return field;
    }
}
