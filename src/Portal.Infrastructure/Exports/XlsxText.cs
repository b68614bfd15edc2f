using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Domain.Text;

namespace Portal.Infrastructure.Exports;

/// <summary>Text, instants and names as workbooks write them.</summary>
internal static partial class XlsxText
{
    public const int LongestSheetName = 31;

    // A longer one makes Excel call the file damaged.
    private const int LongestCell = 32_767;

    /// <summary>The day that Excel counts from, so that days since March 1900 come out right.</summary>
    public static readonly DateOnly DayZero = new(1899, 12, 30);

    /// <summary>Excel takes 1900 for a leap year and knows nothing before it: what is earlier is written as text.</summary>
    public static readonly DateOnly FirstDay = new(1900, 3, 1);

    /// <summary>Days since day zero by the clock of the instant's own offset.</summary>
    public static string Serial(DateTimeOffset instant) =>
        ((decimal)(instant.DateTime - DayZero.ToDateTime(TimeOnly.MinValue)).Ticks / TimeSpan.TicksPerDay).ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>A sheet's name without the signs that Excel refuses.</summary>
    public static string SheetName(string title)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (name.Length + rune.Utf16SequenceLength <= LongestSheetName)
                name.Append(IsRefused(rune) ? " " : rune.ToString());
        }

        var trimmed = name.ToString().Trim();
        return trimmed.Length == 0 ? "Rows" : trimmed;
    }

    /// <summary>Writes text into XML. What XML cannot hold is written as _xHHHH_ (ECMA-376, part 1, section 22.9.2.19), and so is text that looks like it.</summary>
    public static void Write(TextWriter writer, string text)
    {
        var shown = ShortText.Of(text, LongestCell);
        if (shown.Contains("_x", StringComparison.Ordinal))
            shown = Escape().Replace(shown, "_x005F$0");
        for (var place = 0; place < shown.Length; place++)
        {
            var sign = shown[place];
            switch (sign)
            {
                case '&':
                    writer.Write("&amp;");
                    break;
                case '<':
                    writer.Write("&lt;");
                    break;
                case '>':
                    writer.Write("&gt;");
                    break;
                case '\r':
                    writer.Write("_x000D_");
                    break;
                case '\t' or '\n':
                    writer.Write(sign);
                    break;
                case < ' ' or '\uFFFE' or '\uFFFF':
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $"_x{(int)sign:X4}_"));
                    break;
                case var high when char.IsHighSurrogate(high) && place + 1 < shown.Length && char.IsLowSurrogate(shown[place + 1]):
                    writer.Write(shown.AsSpan(place++, 2));
                    break;
                case var lone when char.IsSurrogate(lone):
                    writer.Write('\uFFFD');
                    break;
                default:
                    writer.Write(sign);
                    break;
            }
        }
    }

    private static bool IsRefused(Rune sign) => sign.Value is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'' or 0xFFFE or 0xFFFF
        || Rune.IsControl(sign);

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();
}
