using System.Buffers.Text;
using System.Text.Json;

namespace Portal.Infrastructure.Api;

/// <summary>Where a list goes on: the last row's place in its order, as an opaque text.</summary>
public static class ResourceCursor
{
    internal static string Write(IReadOnlyList<string> place) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(place));

    /// <summary>The place; null when the text is no cursor of this list.</summary>
    public static IReadOnlyList<string>? Read(Resource resource, string cursor)
    {
        try
        {
            var place = JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(cursor));
            return place is not null && place.Length == resource.Order.Count
                && place.Zip(resource.Order).All(pair => Fits(pair.First, pair.Second.Type)) ? place : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }

    // Other types take any text.
    private static bool Fits(string? value, string type) => value is not null && type switch
    {
        "uuid" => Guid.TryParse(value, out _),
        "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", out _),
        "timestamptz" => DateTimeOffset.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _),
        _ => !value.Contains('\0', StringComparison.Ordinal),
    };
}
