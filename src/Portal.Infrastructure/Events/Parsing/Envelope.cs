using System.Text.Json;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>What surrounds the messages of a request, found in one pass without building a document.</summary>
internal sealed class Envelope
{
    public string? WriteKey { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>The context that every message of a batch shares; empty when there is none.</summary>
    public Range Context { get; private set; }
    public List<Range> Messages { get; } = [];

    /// <summary>Reads the body of a batch, or of a single message.</summary>
    /// <exception cref="JsonException">The body is not JSON, or not a JSON object.</exception>
    /// <exception cref="InvalidOperationException">A name or key of it holds half of a surrogate pair.</exception>
    public static Envelope Read(ReadOnlySpan<byte> body, bool isBatch)
    {
        var envelope = new Envelope();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The body is not a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (isBatch && reader.ValueTextEquals("batch"u8))
            {
                reader.Read();
                envelope.ReadMessages(ref reader);
            }
            else if (reader.ValueTextEquals("writeKey"u8))
            {
                reader.Read();
                envelope.WriteKey = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("sentAt"u8))
            {
                reader.Read();
                envelope.SentAt = InstantReader.TryRead(ref reader, out var sentAt) ? sentAt : null;
                reader.Skip();
            }
            else if (isBatch && reader.ValueTextEquals("context"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var isObject = reader.TokenType == JsonTokenType.StartObject;
                reader.Skip();
                envelope.Context = isObject ? start..(int)reader.BytesConsumed : default;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (reader.Read())
        {
            throw new JsonException("Something follows the JSON object.");
        }

        if (!isBatch)
        {
            envelope.Messages.Add(0..body.Length);
        }

        return envelope;
    }

    // Counting goes on past the limit without keeping, so that the caller can refuse the request whole.
    private void ReadMessages(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (Messages.Count <= EventLimits.Messages)
            {
                Messages.Add(start..(int)reader.BytesConsumed);
            }
        }
    }
}
