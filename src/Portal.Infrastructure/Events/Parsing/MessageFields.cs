using System.Text.Json;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Where the fields of one message lie in its bytes.</summary>
internal ref struct MessageFields
{
    public ReadOnlySpan<byte> Type;
    public ReadOnlySpan<byte> MessageId;
    public ReadOnlySpan<byte> AnonymousId;
    public ReadOnlySpan<byte> UserId;
    public ReadOnlySpan<byte> Event;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> Ip;
    public ReadOnlySpan<byte> Properties;
    public ReadOnlySpan<byte> Traits;
    public ReadOnlySpan<byte> Context;
    public DateTimeOffset? Timestamp;
    public DateTimeOffset? SentAt;
    public bool HasTimestamp;

    /// <summary>Reads a message.</summary>
    /// <param name="unknown">Gets the bytes of every field the contract does not name, as <c>"name":value</c>.</param>
    /// <returns>Why the message cannot be kept; null when it can.</returns>
    public static RejectionReason? Read(ReadOnlySpan<byte> message, Span<byte> scratch, List<Range> unknown, out MessageFields fields)
    {
        fields = default;
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 64 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return RejectionReason.NotAnObject;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!JsonText.IsStorableText(ref reader, scratch))
            {
                return RejectionReason.Text;
            }

            var nameStart = (int)reader.TokenStartIndex;
            var field = Find(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var token = reader.TokenType;
            if (field is Field.Timestamp or Field.SentAt)
            {
                DateTimeOffset? value = InstantReader.TryRead(ref reader, out var instant) ? instant : null;
                fields.SetInstant(field, value, token == JsonTokenType.Null);
            }

            if (JsonText.Check(ref reader, EventLimits.Depth, scratch) is { } reason)
            {
                return reason;
            }

            var end = (int)reader.BytesConsumed;
            if (field == Field.Unknown)
            {
                unknown.Add(nameStart..end);
            }
            else if (token != JsonTokenType.Null && !fields.TrySet(field, token, message[start..end]))
            {
                return RejectionReason.Object;
            }

            if (field is Field.Name or Field.Ip && token != JsonTokenType.Null)
            {
                unknown.Add(nameStart..end);
            }
        }

        return null;
    }

    private void SetInstant(Field field, DateTimeOffset? value, bool isNull)
    {
        if (field == Field.SentAt)
        {
            SentAt = value;
            return;
        }

        Timestamp = value;
        HasTimestamp = !isNull;
    }

    private bool TrySet(Field field, JsonTokenType token, ReadOnlySpan<byte> value)
    {
        switch (field)
        {
            case Field.Properties or Field.Traits or Field.Context when token != JsonTokenType.StartObject:
                return false;
            case Field.Type:
                Type = value;
                break;
            case Field.MessageId:
                MessageId = value;
                break;
            case Field.AnonymousId:
                AnonymousId = value;
                break;
            case Field.UserId:
                UserId = value;
                break;
            case Field.Event:
                Event = value;
                break;
            case Field.Name:
                Name = value;
                break;
            case Field.Ip:
                Ip = value;
                break;
            case Field.Properties:
                Properties = value;
                break;
            case Field.Traits:
                Traits = value;
                break;
            case Field.Context:
                Context = value;
                break;
        }

        return true;
    }

    private static Field Find(ref Utf8JsonReader reader) => reader.ValueSpan.Length switch
    {
        2 when reader.ValueTextEquals("ip"u8) => Field.Ip,
        4 when reader.ValueTextEquals("type"u8) => Field.Type,
        4 when reader.ValueTextEquals("name"u8) => Field.Name,
        5 when reader.ValueTextEquals("event"u8) => Field.Event,
        6 when reader.ValueTextEquals("userId"u8) => Field.UserId,
        6 when reader.ValueTextEquals("traits"u8) => Field.Traits,
        6 when reader.ValueTextEquals("sentAt"u8) => Field.SentAt,
        7 when reader.ValueTextEquals("context"u8) => Field.Context,
        8 when reader.ValueTextEquals("writeKey"u8) => Field.Ignored,
        9 when reader.ValueTextEquals("messageId"u8) => Field.MessageId,
        9 when reader.ValueTextEquals("timestamp"u8) => Field.Timestamp,
        10 when reader.ValueTextEquals("properties"u8) => Field.Properties,
        11 when reader.ValueTextEquals("anonymousId"u8) => Field.AnonymousId,
        12 when reader.ValueTextEquals("integrations"u8) => Field.Ignored,
        _ when reader.ValueIsEscaped && reader.ValueTextEquals("ip"u8) => Field.Ip,
        _ => Field.Unknown,
    };

    private enum Field
    {
        Unknown,
        Ignored,
        Type,
        MessageId,
        AnonymousId,
        UserId,
        Event,
        Name,
        Ip,
        Properties,
        Traits,
        Context,
        Timestamp,
        SentAt,
    }
}
