using System.Globalization;
using System.Text.Json;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Reads instants as SDKs write them: ISO 8601, or milliseconds since 1970.</summary>
internal static class InstantReader
{
    private const int LongestText = 100;

    /// <exception cref="InvalidOperationException">The text holds half of a surrogate pair.</exception>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset instant)
    {
        instant = default;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetInt64(out var milliseconds) || milliseconds is < 0 or > 253402300799999)
            {
                return false;
            }

            instant = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            return true;
        }

        return reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= LongestText
            && (reader.TryGetDateTimeOffset(out instant)
                || DateTimeOffset.TryParse(Text(ref reader), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
            && instant.UtcDateTime.Year is > 1 and < 9999;
    }

    // The reader refuses to make a text of half a surrogate pair.
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
