using System.Text.Json;

namespace Portal.Infrastructure.Events.Live;

/// <summary>Finds the few words that tell what an event was about and where it came from.</summary>
internal static class LiveSubject
{
    /// <summary>The product's name or the search's words; null when the properties have neither.</summary>
    public static string? OfProperties(ReadOnlySpan<byte> properties) =>
        Find(properties, "name"u8) ?? Find(properties, "query"u8);

    /// <summary><c>Bandung, ID</c> from <c>context.location</c>.</summary>
    public static string? Place(ReadOnlySpan<byte> context)
    {
        if (context.IndexOf("\"location\""u8) < 0 || !TryFind(context, "location"u8, out var location) || location[0] != '{')
        {
            return null;
        }

        var parts = new[] { Find(location, "city"u8), Find(location, "country"u8) }.Where(p => !string.IsNullOrEmpty(p));
        var place = string.Join(", ", parts);
        return place.Length == 0 ? null : place;
    }

    private static string? Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        if (!TryFind(json, name, out var value) || value[0] != '"')
        {
            return null;
        }

        var reader = new Utf8JsonReader(value);
        reader.Read();
        var text = reader.GetString()!;
        return text.Length <= 120 ? text : text[..119] + "…";
    }

    private static bool TryFind(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (json.IsEmpty)
        {
            return false;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isWanted)
            {
                value = json[start..(int)reader.BytesConsumed];
                return true;
            }
        }

        return false;
    }
}
