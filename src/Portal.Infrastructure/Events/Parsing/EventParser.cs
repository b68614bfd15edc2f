using System.Buffers;
using System.Text.Json;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.Rows;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Turns the messages of one request into rows for COPY, without a document or an object for each.</summary>
/// <param name="source">Whom the write key belongs to.</param>
/// <param name="receivedAt">When the request arrived.</param>
/// <param name="known">What the node knows of user agents, addresses and touches.</param>
internal sealed class EventParser(
    EventSource source, EventSender sender, EventRoute route, DateTimeOffset receivedAt, EnrichmentCaches known)
    : IDisposable
{
    private static readonly DateOnly Unplaced = new(1970, 1, 1);

    private readonly byte[] _scratch = ArrayPool<byte>.Shared.Rent(EventLimits.MessageBytes + 64);
    private readonly List<Range> _unknown = [];
    private readonly TokenText _text = new();
    private EventRowParser? _rows;

    private EventRowParser Rows => _rows ??= new(source, receivedAt, _text, new(known, source, sender, route.IsImport, _text));

    /// <summary>Parses every message into the request's rows and rejections.</summary>
    public void Parse(ReadOnlySpan<byte> body, Envelope envelope, IngestRequest request)
    {
        var context = body[envelope.Context];
        var refused = Problem(context);
        var expanded = 0L;
        for (var index = 0; index < envelope.Messages.Count; index++)
        {
            var message = body[envelope.Messages[index]];
            expanded += message.Length + context.Length;
            var reason = message.Length switch
            {
                > EventLimits.MessageBytes => RejectionReason.TooLarge,
                _ when message.Length + context.Length > EventLimits.MessageBytes || expanded > EventLimits.ExpandedBytes =>
                    RejectionReason.ContextTooLarge,
                _ => refused ?? Append(message, context, envelope.SentAt, index, request),
            };
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
        _text.Dispose();
    }

    // What messages share is read once, and is as bad as their own.
    private RejectionReason? Problem(ReadOnlySpan<byte> context)
    {
        if (context.IsEmpty || context.Length > EventLimits.MessageBytes)
        {
            return null;
        }

        var reader = new Utf8JsonReader(context);
        reader.Read();
        return JsonText.Check(ref reader, EventLimits.Depth, _scratch);
    }

    private RejectionReason? Append(
        ReadOnlySpan<byte> message, ReadOnlySpan<byte> sharedContext, DateTimeOffset? sentAt, int index, IngestRequest request)
    {
        _text.Reset();
        _unknown.Clear();
        MessageFields fields;
        try
        {
            if (MessageFields.Read(message, _scratch, _unknown, out fields) is { } malformed)
            {
                return malformed;
            }
        }
        catch (InvalidOperationException)
        {
            // The reader's word for an escape that is half of a surrogate pair.
            return RejectionReason.Text;
        }

        var type = route.Type ?? TypeName(fields.Type);
        if (type is null)
        {
            return RejectionReason.UnknownType;
        }

        if (Incomplete(fields, type) is { } incomplete)
        {
            return incomplete;
        }

        var time = Time(fields.Timestamp, sentAt ?? fields.SentAt);
        if ((!route.IsImport && time.OccurredAt < receivedAt - EventLimits.Past) || time.OccurredAt > receivedAt + EventLimits.Future)
        {
            return RejectionReason.OutOfRange;
        }

        var rows = request.Rows;
        var rowStart = rows.BeginRow(EventColumns.Count);
        var reason = Rows.Write(new(message, sharedContext, _unknown, type, time), ref fields, rows, out var messageId);
        if (reason is not null)
        {
            rows.AbandonRow();
            return reason;
        }

        request.AddRow(index, rowStart, time.Day, messageId);
        return null;
    }

    private static RejectionReason? Incomplete(in MessageFields fields, string type)
    {
        if (type == "track" && TokenText.IsBlank(fields.Event))
        {
            return RejectionReason.NoEvent;
        }

        if (TokenText.IsBlank(fields.UserId) && TokenText.IsBlank(fields.AnonymousId))
        {
            return RejectionReason.NoPerson;
        }

        return fields.HasTimestamp && fields.Timestamp is null ? RejectionReason.Timestamp : null;
    }

    /// <summary>The instant by the server's clock, and the day that a resend of the same message will have too.</summary>
    private EventTime Time(DateTimeOffset? timestamp, DateTimeOffset? sentAt)
    {
        if (timestamp is not { } stamp)
        {
            // A single message without a time is of this moment; one in a batch may have been kept back.
            return new(receivedAt, Unplaced, IsItsOwn: route.Type is not null);
        }

        var skew = sentAt is { } sent ? receivedAt - sent : TimeSpan.Zero;
        var day = skew.Duration() < EventLimits.ClockSkew ? DateOnly.FromDateTime(stamp.UtcDateTime) : Unplaced;

        // An import is history: its instants are the shop's own and are not corrected.
        return new(route.IsImport ? stamp : Corrected(stamp, skew), day, IsItsOwn: true);
    }

    // A clock may be thousands of years off; what it then says lies out of range in any case.
    private static DateTimeOffset Corrected(DateTimeOffset stamp, TimeSpan skew)
    {
        var ticks = stamp.UtcTicks + skew.Ticks;
        return new(Math.Clamp(ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
    }

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
}

/// <summary>When an event happened.</summary>
/// <param name="Day">The partition it lies in.</param>
/// <param name="IsItsOwn">False when the instant is only that of its arrival.</param>
internal readonly record struct EventTime(DateTimeOffset OccurredAt, DateOnly Day, bool IsItsOwn);

/// <summary>One message on its way into a row.</summary>
internal readonly ref struct MessageInput(
    ReadOnlySpan<byte> message, ReadOnlySpan<byte> sharedContext, List<Range> unknown, string type, EventTime time)
{
    public ReadOnlySpan<byte> Message { get; } = message;
    public ReadOnlySpan<byte> SharedContext { get; } = sharedContext;
    public List<Range> Unknown { get; } = unknown;
    public string Type { get; } = type;
    public EventTime Time { get; } = time;
}
