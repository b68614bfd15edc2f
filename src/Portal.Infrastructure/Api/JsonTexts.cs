using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.Api;

/// <summary>Looks through JSON for texts that PostgreSQL cannot hold. In valid UTF-8 they can only be written as escapes.</summary>
internal static class JsonTexts
{
    /// <summary>Where the first such text stands, as <c>lines[2].name</c>; null when there is none.</summary>
    public static string? FindUnstorable(JsonElement value) =>
        JsonMarshal.GetRawUtf8Value(value).IndexOf("\\u"u8) < 0 ? null : Find(value, "");

    private static string? Find(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return IsStorable(value.GetString) ? null : path;
            case JsonValueKind.Array:
                return value.EnumerateArray()
                    .Select((entry, place) => Find(entry, string.Create(CultureInfo.InvariantCulture, $"{path}[{place}]")))
                    .FirstOrDefault(found => found is not null);
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (!IsStorable(() => member.Name))
                        return path.Length == 0 ? "fields" : path;
                    if (Find(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}") is { } found)
                        return found;
                }

                return null;
            default:
                return null;
        }
    }

    // The reader refuses to make a text of half a surrogate pair.
    private static bool IsStorable(Func<string?> read)
    {
        try
        {
            return StorableText.IsStorable(read());
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
