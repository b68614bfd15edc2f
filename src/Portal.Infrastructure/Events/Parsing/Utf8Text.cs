using System.Text;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Text as UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>As much of the text as fits into so many bytes.</summary>
    public static string Cut(string text, int mostBytes) => text.Length <= mostBytes / 3 || Encoding.UTF8.GetByteCount(text) <= mostBytes
        ? text
        : Encoding.UTF8.GetString(Cut(Encoding.UTF8.GetBytes(text), mostBytes));

    /// <summary>As much of the text as fits, cut between two characters.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8, int mostBytes)
    {
        if (utf8.Length <= mostBytes)
        {
            return utf8;
        }

        while ((utf8[mostBytes] & 0xC0) == 0x80)
        {
            mostBytes--;
        }

        return utf8[..mostBytes];
    }
}
