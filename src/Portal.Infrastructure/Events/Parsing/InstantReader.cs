using System.Globalization;
using System.Text.Json;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Reads instants as SDKs write them: ISO 8601, or milliseconds since 1970.</summary>
internal static class InstantReader
{
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

        return reader.TokenType == JsonTokenType.String
            && (reader.TryGetDateTimeOffset(out instant)
                || DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
            && instant.UtcDateTime.Year is > 1 and < 9999;
    }
}
