using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Writes the row of one message, column after column.</summary>
internal sealed class EventRowParser(EventSource source, DateTimeOffset receivedAt, TokenText text, EventEnricher reading)
{
    private readonly ContextJson _context = new();

    /// <returns>Why the message cannot be kept; null when its row is complete.</returns>
    public RejectionReason? Write(in MessageInput input, ref MessageFields fields, CopyRows rows, out Range messageId)
    {
        rows.Bigint(0); // the batch, which the writer fills in
        rows.Uuid(source.TenantId);
        rows.Date(input.Time.Day);

        var idStart = rows.Length + 4;
        var hasId = TryWriteMessageId(input.Message, fields.MessageId, rows);
        messageId = idStart..rows.Length;
        if (!hasId)
        {
            return RejectionReason.MessageId;
        }

        rows.Uuid(source.SiteId);
        rows.Text(input.Type);
        var nameStart = rows.Length;
        if (WriteName(fields.Event, input.Type, rows) is { } unnamed)
        {
            return unnamed;
        }

        var carriesRevenue = EventName.CarriesRevenue(rows.FieldAt(nameStart));
        rows.Instant(input.Time.OccurredAt);
        rows.Instant(receivedAt);
        var anonymousId = text.Of(fields.AnonymousId);
        var userId = text.Of(fields.UserId);
        if (!TokenText.IsShort(anonymousId) || !TokenText.IsShort(userId))
        {
            return RejectionReason.LongText;
        }

        rows.TextOrNull(anonymousId);
        rows.TextOrNull(userId);
        var visitor = VisitorId.Of(anonymousId, userId);
        rows.Bigint(visitor);
        return WriteFacts(input, ref fields, carriesRevenue, messageId, anonymousId.IsEmpty || !input.Time.IsItsOwn ? null : visitor, rows);
    }

    private RejectionReason? WriteFacts(
        in MessageInput input, ref MessageFields fields, bool carriesRevenue, Range messageId, long? browser, CopyRows rows)
    {
        var properties = fields.Properties.IsEmpty ? fields.Traits : fields.Properties;
        var isPage = input.Type is "page" or "screen";
        var facts = default(MessageFacts);
        if (isPage)
        {
            facts.ReadPage(properties);
        }

        facts.ReadContext(fields.Context);
        facts.ReadContext(input.SharedContext);
        facts.Ip = facts.Ip.IsEmpty ? fields.Ip : facts.Ip;
        var order = new OrderFacts(carriesRevenue ? properties : default);
        if (!order.TryGetRevenue(out var revenue))
        {
            return RejectionReason.Revenue;
        }

        // It is the key of what the order becomes.
        if (!TokenText.IsShort(text.Of(order.OrderId)))
        {
            return RejectionReason.LongText;
        }

        rows.TextOrNull(text.Of(facts.SessionId));
        var urlStart = rows.Length;
        rows.TextOrNull(text.Of(facts.Url));
        rows.TextOrNull(Utf8Text.Cut(text.Of(facts.Path), EventLimits.PathBytes));
        rows.TextOrNull(text.Of(facts.Title.IsEmpty && isPage ? fields.Name : facts.Title));
        var referrerStart = rows.Length;
        rows.TextOrNull(text.Of(facts.Referrer));
        WriteOrder(order, revenue, carriesRevenue, messageId, rows);
        rows.JsonOrNull(properties);
        Span<byte> ip = stackalloc byte[80];
        _context.Write(input.Message, input.Unknown, input.SharedContext, fields.Context, reading.StoredIp(facts, ip), rows);
        reading.Write(facts, rows.FieldAt(urlStart), rows.FieldAt(referrerStart), browser, input.Time.OccurredAt, rows);
        return null;
    }

    // An order that a shop does not number is known by its message.
    private void WriteOrder(in OrderFacts order, decimal? revenue, bool isOrder, Range messageId, CopyRows rows)
    {
        var id = text.Of(order.OrderId);
        if (isOrder && id.IsEmpty)
        {
            Span<byte> copy = stackalloc byte[EventLimits.MessageIdLength * 4];
            id = rows.Slice(messageId.Start.Value, messageId.End.Value - messageId.Start.Value);
            id.CopyTo(copy);
            rows.Text(copy[..id.Length]);
        }
        else
        {
            rows.TextOrNull(id);
        }

        if (revenue is { } amount)
        {
            rows.Numeric(Math.Abs(amount));
        }
        else
        {
            rows.Null();
        }

        rows.TextOrNull(text.Of(order.Currency));
    }

    private bool TryWriteMessageId(ReadOnlySpan<byte> message, ReadOnlySpan<byte> token, CopyRows rows)
    {
        if (token.IsEmpty)
        {
            WriteContentId(message, rows);
            return true;
        }

        var id = text.Of(token);
        if (id.IsEmpty || id.Length > EventLimits.MessageIdLength * 4 || Encoding.UTF8.GetCharCount(id) > EventLimits.MessageIdLength)
        {
            return false;
        }

        rows.Text(id);
        return true;
    }

    private static void WriteContentId(ReadOnlySpan<byte> message, CopyRows rows)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        Span<byte> id = stackalloc byte[44];
        "content-"u8.CopyTo(id);
        Convert.TryToHexStringLower(hash[..18], id[8..], out _);
        rows.Text(id);
    }

    private RejectionReason? WriteName(ReadOnlySpan<byte> token, string type, CopyRows rows)
    {
        if (type != "track")
        {
            rows.Text(EventName.OfType(type));
            return null;
        }

        var name = text.Of(token);
        if (!TokenText.IsShort(name))
        {
            return RejectionReason.LongText;
        }

        Span<char> characters = stackalloc char[EventLimits.NameLength];
        Span<char> normalized = stackalloc char[EventLimits.NameLength * 2];
        var length = EventName.Normalize(characters[..Encoding.UTF8.GetChars(name, characters)], normalized);
        if (length == 0)
        {
            return RejectionReason.NoEvent;
        }

        rows.Text(normalized[..length]);
        return null;
    }
}
