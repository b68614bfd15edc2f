using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Domain.Analytics.Privacy;

/// <summary>Writes an event's JSON for people: indented, with personal data as it is or masked.</summary>
public static class MaskedJson
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same document, masked unless the reader may see whom it names.</summary>
    /// <param name="json">A JSON document.</param>
    /// <param name="isTraits">True when the document is the traits of a person; an object called traits inside it always is.</param>
    /// <param name="isPlain">True for readers who may see personal data.</param>
    public static string Write(string json, bool isTraits, bool isPlain, bool indented = true)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, indented ? Indented : Compact))
            WriteValue(writer, document.RootElement, "", isTraits, isPlain);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonElement value, string name, bool isTrait, bool isPlain)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    WriteValue(writer, member.Value, member.Name, isTrait || member.NameEquals("traits"), isPlain);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    WriteValue(writer, element, name, isTrait, isPlain);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when !isPlain:
                writer.WriteStringValue(PersonalData.Mask(name, value.GetString()!, isTrait));
                break;
            case JsonValueKind.Number when !isPlain && PersonalData.IsPersonal(name, isTrait):
                writer.WriteStringValue(PersonalData.Mask(name, value.GetRawText(), isTrait));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
