using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Turns the messages of one request into rows for COPY, without a document or an object for each.</summary>
/// <param name="source">Whom the write key belongs to.</param>
/// <param name="receivedAt">When the request arrived.</param>
/// <param name="route">The message type of a single-message route; null for a batch, where each message has its own.</param>
/// <param name="isImport">True where messages of any age are taken.</param>
internal sealed class EventParser(EventSource source, DateTimeOffset receivedAt, string? route, bool isImport) : IDisposable
{
    private static readonly DateOnly Unplaced = new(1970, 1, 1);

    private readonly byte[] _scratch = ArrayPool<byte>.Shared.Rent(EventLimits.MessageBytes + 64);
    private readonly byte[] _text = ArrayPool<byte>.Shared.Rent(EventLimits.MessageBytes + 64);
    private readonly List<Range> _unknown = [];
    private ArrayBufferWriter<byte>? _context;

    /// <summary>Parses every message into the request's rows and rejections.</summary>
    public void Parse(ReadOnlySpan<byte> body, Envelope envelope, IngestRequest request)
    {
        for (var index = 0; index < envelope.Messages.Count; index++)
        {
            var reason = body[envelope.Messages[index]].Length > EventLimits.MessageBytes
                ? RejectionReason.TooLarge
                : Append(body[envelope.Messages[index]], body[envelope.Context], envelope.SentAt, index, request);
            if (reason is { } rejected)
            {
                request.Rejections.Add(new(index, rejected.Code, rejected.Message));
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_scratch);
        ArrayPool<byte>.Shared.Return(_text);
    }

    private RejectionReason? Append(ReadOnlySpan<byte> message, ReadOnlySpan<byte> sharedContext, DateTimeOffset? sentAt, int index, IngestRequest request)
    {
        _unknown.Clear();
        if (MessageFields.Read(message, _scratch, _unknown, out var fields) is { } malformed)
        {
            return malformed;
        }

        var type = route ?? TypeName(fields.Type);
        if (type is null)
        {
            return RejectionReason.UnknownType;
        }

        if (type == "track" && IsBlank(fields.Event))
        {
            return RejectionReason.NoEvent;
        }

        if (IsBlank(fields.UserId) && IsBlank(fields.AnonymousId))
        {
            return RejectionReason.NoPerson;
        }

        if (fields.HasTimestamp && fields.Timestamp is null)
        {
            return RejectionReason.Timestamp;
        }

        var occurredAt = OccurredAt(fields.Timestamp, sentAt ?? fields.SentAt, out var day);
        if ((!isImport && occurredAt < receivedAt - EventLimits.Past) || occurredAt > receivedAt + EventLimits.Future)
        {
            return RejectionReason.OutOfRange;
        }

        var rows = request.Rows;
        var rowStart = rows.BeginRow(EventColumns.Count);
        var reason = WriteRow(message, sharedContext, ref fields, type, occurredAt, day, rows, out var messageId);
        if (reason is not null)
        {
            rows.AbandonRow();
            return reason;
        }

        request.AddRow(index, rowStart, day, messageId);
        return null;
    }

    private RejectionReason? WriteRow(
        ReadOnlySpan<byte> message, ReadOnlySpan<byte> sharedContext, ref MessageFields fields, string type,
        DateTimeOffset occurredAt, DateOnly day, CopyRows rows, out Range messageId)
    {
        messageId = default;
        rows.Bigint(0); // the batch, which the writer fills in
        rows.Uuid(source.TenantId);
        rows.Date(day);

        var idStart = rows.Length + 4;
        if (fields.MessageId.IsEmpty)
        {
            WriteContentId(message, rows);
        }
        else
        {
            var id = Text(fields.MessageId);
            if (id.IsEmpty || id.Length > EventLimits.MessageIdLength * 4 || Encoding.UTF8.GetCharCount(id) > EventLimits.MessageIdLength)
            {
                return RejectionReason.MessageId;
            }

            rows.Text(id);
        }

        messageId = idStart..rows.Length;
        rows.Uuid(source.SiteId);
        rows.Text(type);
        var nameStart = rows.Length + 4;
        if (WriteName(fields, type, rows) is { } unnamed)
        {
            return unnamed;
        }

        var carriesRevenue = EventName.CarriesRevenue(rows.Slice(nameStart, rows.Length - nameStart));
        rows.Instant(occurredAt);
        rows.Instant(receivedAt);
        if (!TryWriteId(fields.AnonymousId, rows) || !TryWriteId(fields.UserId, rows))
        {
            return RejectionReason.LongText;
        }

        rows.Bigint(Visitor(fields));
        return WriteFacts(message, sharedContext, ref fields, type, carriesRevenue, messageId, rows);
    }

    private RejectionReason? WriteFacts(
        ReadOnlySpan<byte> message, ReadOnlySpan<byte> sharedContext, ref MessageFields fields, string type,
        bool carriesRevenue, Range messageId, CopyRows rows)
    {
        var facts = default(MessageFacts);
        var properties = fields.Properties.IsEmpty ? fields.Traits : fields.Properties;
        if (type is "page" or "screen" && !properties.IsEmpty)
        {
            facts.ReadPage(properties);
        }

        facts.ReadContext(fields.Context);
        facts.ReadContext(sharedContext);
        decimal? revenue = null;
        if (carriesRevenue)
        {
            facts.ReadOrder(properties);
            if (!facts.TryGetRevenue(out revenue))
            {
                return RejectionReason.Revenue;
            }
        }

        rows.TextOrNull(Text(facts.SessionId));
        rows.TextOrNull(Text(facts.Url));
        rows.TextOrNull(Text(facts.Path));
        rows.TextOrNull(Text(facts.Title.IsEmpty && type is "page" or "screen" ? fields.Name : facts.Title));
        rows.TextOrNull(Text(facts.Referrer));
        WriteOrderId(facts.OrderId, carriesRevenue, messageId, rows);
        if (revenue is { } amount)
        {
            rows.Numeric(Math.Abs(amount));
        }
        else
        {
            rows.Null();
        }

        rows.TextOrNull(Text(facts.Currency));
        WriteJson(properties, rows);
        WriteContext(message, fields.Context, sharedContext, rows);
        WriteUnderstanding(rows);
        return null;
    }

    private static void WriteUnderstanding(CopyRows rows)
    {
        rows.Null(); // ip
        rows.Null(); // device
        rows.Null(); // browser
        rows.Null(); // os
        rows.Smallint(0); // bot_score
        rows.Boolean(false); // is_bot
        rows.Null(); // country
        rows.Null(); // region
        rows.Null(); // city
        rows.Null(); // channel
        rows.Null(); // source
        rows.Null(); // medium
        rows.Null(); // campaign
    }

    private long Visitor(in MessageFields fields)
    {
        var anonymousId = Text(fields.AnonymousId);
        return anonymousId.IsEmpty ? VisitorId.Of(default, Text(fields.UserId)) : VisitorId.Hash(anonymousId);
    }

    // An order that a shop does not number is known by its message.
    private void WriteOrderId(ReadOnlySpan<byte> orderId, bool isOrder, Range messageId, CopyRows rows)
    {
        if (isOrder && Text(orderId).IsEmpty)
        {
            Span<byte> copy = stackalloc byte[EventLimits.MessageIdLength * 4];
            var id = rows.Slice(messageId.Start.Value, messageId.End.Value - messageId.Start.Value);
            id.CopyTo(copy);
            rows.Text(copy[..id.Length]);
            return;
        }

        rows.TextOrNull(Text(orderId));
    }

    private void WriteContext(ReadOnlySpan<byte> message, ReadOnlySpan<byte> own, ReadOnlySpan<byte> shared, CopyRows rows)
    {
        if (_unknown.Count == 0 && (own.IsEmpty || shared.IsEmpty))
        {
            WriteJson(own.IsEmpty ? shared : own, rows);
            return;
        }

        // jsonb keeps the last of two equal keys, so the parts follow each other from the weakest to the strongest.
        _context ??= new();
        _context.ResetWrittenCount();
        _context.Write("{"u8);
        foreach (var range in _unknown)
        {
            AppendMembers(message[range]);
        }

        AppendMembers(Members(shared));
        AppendMembers(Members(own));
        _context.Write("}"u8);
        rows.Json(_context.WrittenSpan);
    }

    private void AppendMembers(ReadOnlySpan<byte> members)
    {
        if (members.IsEmpty)
        {
            return;
        }

        if (_context!.WrittenCount > 1)
        {
            _context.Write(","u8);
        }

        _context.Write(members);
    }

    private static ReadOnlySpan<byte> Members(ReadOnlySpan<byte> jsonObject) =>
        jsonObject.IsEmpty ? jsonObject : jsonObject[1..^1].Trim(" \t\r\n"u8);

    private static void WriteJson(ReadOnlySpan<byte> json, CopyRows rows)
    {
        if (json.IsEmpty)
        {
            rows.Null();
        }
        else
        {
            rows.Json(json);
        }
    }

    /// <summary>The instant by the server's clock, and the day that a resend of the same message will have too.</summary>
    private DateTimeOffset OccurredAt(DateTimeOffset? timestamp, DateTimeOffset? sentAt, out DateOnly day)
    {
        day = Unplaced;
        if (timestamp is not { } stamp)
        {
            return receivedAt;
        }

        var skew = sentAt is { } sent ? receivedAt - sent : TimeSpan.Zero;
        if (skew.Duration() < EventLimits.ClockSkew)
        {
            day = DateOnly.FromDateTime(stamp.UtcDateTime);
        }

        // An import is history: its instants are the shop's own and are not corrected.
        return isImport ? stamp : stamp + skew;
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

    private RejectionReason? WriteName(in MessageFields fields, string type, CopyRows rows)
    {
        if (type != "track")
        {
            rows.Text(EventName.OfType(type));
            return null;
        }

        var text = Text(fields.Event);
        if (!IsShort(text))
        {
            return RejectionReason.LongText;
        }

        Span<char> name = stackalloc char[EventLimits.NameLength];
        Span<char> normalized = stackalloc char[EventLimits.NameLength * 2];
        var length = EventName.Normalize(name[..Encoding.UTF8.GetChars(text, name)], normalized);
        if (length == 0)
        {
            return RejectionReason.NoEvent;
        }

        rows.Text(normalized[..length]);
        return null;
    }

    private bool TryWriteId(ReadOnlySpan<byte> token, CopyRows rows)
    {
        var text = Text(token);
        rows.TextOrNull(text);
        return IsShort(text);
    }

    private static bool IsShort(ReadOnlySpan<byte> text) =>
        text.Length <= EventLimits.NameLength || (text.Length <= EventLimits.NameLength * 4 && Encoding.UTF8.GetCharCount(text) <= EventLimits.NameLength);

    private static string? TypeName(ReadOnlySpan<byte> token) => token switch
    {
        _ when token.SequenceEqual("\"track\""u8) => "track",
        _ when token.SequenceEqual("\"page\""u8) => "page",
        _ when token.SequenceEqual("\"identify\""u8) => "identify",
        _ when token.SequenceEqual("\"screen\""u8) => "screen",
        _ when token.SequenceEqual("\"group\""u8) => "group",
        _ when token.SequenceEqual("\"alias\""u8) => "alias",
        _ => null,
    };

    private static bool IsBlank(ReadOnlySpan<byte> token) => token.IsEmpty || token.SequenceEqual("\"\""u8) || token[0] is (byte)'{' or (byte)'[' or (byte)'t' or (byte)'f';

    // The text of a string token without its quotes and escapes, or a number as it is written; nothing for the rest.
    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty || token[0] is (byte)'{' or (byte)'[' or (byte)'n')
        {
            return default;
        }

        if (token[0] != '"')
        {
            return token;
        }

        if (token.IndexOf((byte)'\\') < 0)
        {
            return token[1..^1];
        }

        var reader = new Utf8JsonReader(token);
        reader.Read();
        return _text.AsSpan(0, reader.CopyString(_text));
    }
}
