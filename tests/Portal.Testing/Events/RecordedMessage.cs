using System.Text.Json;

namespace Portal.Testing.Events;

/// <summary>One message as it arrived, with the batch's own fields beside it.</summary>
public sealed record RecordedMessage(
    JsonElement Json, string WriteKey, DateTimeOffset SentAt, DateTimeOffset ReceivedAt, string ContentType)
{
    public string Id => Text("messageId")!;

    public string Type => Text("type")!;

    public string? Event => Text("event");

    /// <summary>The text at a dotted path such as <c>context.page.url</c>, or null when there is none.</summary>
    public string? Text(string path)
    {
        var value = Json;
        foreach (var name in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
    }
}
