using System.Text;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Text as UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>As much of the text as fits into so many bytes.</summary>
    public static string Cut(string text, int maxBytes) => text.Length <= maxBytes / 3 || Encoding.UTF8.GetByteCount(text) <= maxBytes
        ? text
        : Encoding.UTF8.GetString(Cut(Encoding.UTF8.GetBytes(text), maxBytes));

    /// <summary>As much of the text as fits, cut between two characters.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8, int maxBytes)
    {
        if (utf8.Length <= maxBytes)
        {
            return utf8;
        }

        while ((utf8[maxBytes] & 0xC0) == 0x80)
        {
            maxBytes--;
        }

        return utf8[..maxBytes];
    }
}
