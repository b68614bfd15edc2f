using System.Globalization;
using System.Text.Json;
using Portal.Domain.Analytics.Privacy;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Exports;

namespace Portal.Features.Analytics.Explorer;

/// <summary>Writes events to a file as they come from the database, however many there are.</summary>
internal static class EventExport
{
    private const int FlushEvery = 64 * 1024;

    private static readonly (string Name, Func<EventRecord, object?> Value)[] Columns =
    [
        ("occurredAt", item => item.OccurredAt), ("receivedAt", item => item.ReceivedAt), ("messageId", item => item.MessageId),
        ("type", item => item.Type),
        ("event", item => item.Name), ("anonymousId", item => item.AnonymousId), ("userId", item => item.UserId),
        ("visitor", item => item.Visitor.ToString(CultureInfo.InvariantCulture)),
        ("siteId", item => item.SiteId.ToString()), ("url", item => item.Url), ("path", item => item.Path), ("title", item => item.Title),
        ("referrer", item => item.Referrer),
        ("orderId", item => item.OrderId), ("revenue", item => item.Revenue), ("currency", item => item.Currency),
        ("device", item => item.Device), ("browser", item => item.Browser),
        ("os", item => item.Os), ("country", item => item.Country), ("region", item => item.Region), ("city", item => item.City),
        ("channel", item => item.Channel),
        ("source", item => item.Source), ("medium", item => item.Medium), ("campaign", item => item.Campaign),
        ("isBot", item => item.IsBot),
    ];

    /// <summary>In JSON, properties and context are objects; elsewhere they are JSON in the last two columns.</summary>
    /// <param name="isPlain">Whether personal data stays readable.</param>
    public static Task WriteAsync(
        Stream target, ExportFormat format, string name, IAsyncEnumerable<EventRecord> events, bool isPlain,
        CancellationToken cancellationToken) => format == ExportFormat.Json
        ? WriteJsonAsync(target, events, isPlain, cancellationToken)
        : TableFiles.WriteAsync(
            target, format, name, [.. Columns.Select(column => column.Name).Concat(["properties", "context"])
                .Select(column => new FileColumn(column, column))],
            events.Select(item => Cells(item, isPlain)), cancellationToken);

    private static IReadOnlyList<object?> Cells(EventRecord item, bool isPlain) =>
        [.. Columns.Select(column => Cell(column.Value(item), isPlain)), Json(item.Properties, item.IsAboutPerson, isPlain),
            Json(item.Context, isTraits: false, isPlain)];

    private static object? Cell(object? value, bool isPlain) => value is string text && !isPlain ? PersonalData.MaskText(text) : value;

    private static async Task WriteJsonAsync(
        Stream target, IAsyncEnumerable<EventRecord> events, bool isPlain, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(target);
        writer.WriteStartArray();
        await foreach (var item in events.WithCancellation(cancellationToken))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Columns)
                Write(writer, name, value(item), isPlain);
            WriteJson(writer, "properties", Json(item.Properties, item.IsAboutPerson, isPlain));
            WriteJson(writer, "context", Json(item.Context, isTraits: false, isPlain));
            writer.WriteEndObject();
            if (writer.BytesPending > FlushEvery)
                await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndArray();
        await writer.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter writer, string name, object? value, bool isPlain)
    {
        if (value is null)
            return;
        if (value is decimal amount)
            writer.WriteNumber(name, amount);
        else if (value is bool truth)
            writer.WriteBoolean(name, truth);
        else
            writer.WriteString(name, Text(value, isPlain));
    }

    private static void WriteJson(Utf8JsonWriter writer, string name, string? json)
    {
        if (json is null)
            return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(json, skipInputValidation: true);
    }

    private static string? Json(string? json, bool isTraits, bool isPlain) =>
        json is null ? null : MaskedJson.Write(json, isTraits, isPlain, indented: false);

    private static string Text(object? value, bool isPlain) => value switch
    {
        null => "",
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        string text => isPlain ? text : PersonalData.MaskText(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No text for {value.GetType()}."),
    };
}
