using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Domain.Demo;

/// <summary>The demo's events as a shop's tracker sends them.</summary>
public static class DemoMessages
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A body for <c>POST /v1/batch</c>, in UTF-8.</summary>
    public static byte[] Batch(IEnumerable<DemoEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteStartArray("batch");
        foreach (var happened in events)
        {
            Write(writer, happened);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, DemoEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("type", happened.Type);
        writer.WriteString("messageId", happened.MessageId);
        if (happened.Type == "track")
        {
            writer.WriteString("event", Title(happened.Name));
        }

        if (happened.AnonymousId is not null)
        {
            writer.WriteString("anonymousId", happened.AnonymousId);
        }

        if (happened.UserId is not null)
        {
            writer.WriteString("userId", happened.UserId);
        }

        if (happened.Properties is not null)
        {
            writer.WritePropertyName(happened.Type == "identify" ? "traits" : "properties");
            writer.WriteRawValue(happened.Properties, skipInputValidation: true);
        }

        WriteContext(writer, happened);
        writer.WriteString("timestamp", happened.OccurredAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter writer, DemoEvent happened)
    {
        writer.WriteStartObject("context");
        using var context = JsonDocument.Parse(happened.Context);
        foreach (var property in context.RootElement.EnumerateObject())
        {
            property.WriteTo(writer);
        }

        if (happened.Page is { } page)
        {
            writer.WriteStartObject("page");
            writer.WriteString("url", happened.Url);
            writer.WriteString("path", page.Path);
            if (happened.Title is not null)
            {
                writer.WriteString("title", happened.Title);
            }

            if (happened.Referrer is not null)
            {
                writer.WriteString("referrer", happened.Referrer);
            }

            writer.WriteEndObject();
        }

        if (happened.SessionId is not null)
        {
            writer.WriteString("sessionId", happened.SessionId);
        }

        writer.WriteEndObject();
    }

    // product_viewed is sent as Product Viewed, the way the e-commerce events are named on the wire.
    private static string Title(string name) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.Replace('_', ' '));
}
