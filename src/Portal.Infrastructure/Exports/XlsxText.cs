using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.Exports;

/// <summary>Text and names as workbooks can hold them.</summary>
internal static partial class XlsxText
{
    public const int LongestSheetName = 31;

    // A longer one makes Excel call the file damaged.
    private const int LongestCell = 32_767;

    /// <summary>Excel takes 1900 for a leap year and knows nothing before it: what is earlier is written as text.</summary>
    public static readonly DateOnly FirstDay = new(1900, 3, 1);

    /// <summary>A sheet's name without the characters that Excel refuses.</summary>
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

    /// <summary>
    /// The text of a cell. What XML cannot hold is written as _xHHHH_ (ECMA-376, part 1, section 22.9.2.19), and so is text that looks
    /// like it; half of a surrogate pair becomes the replacement character.
    /// </summary>
    public static string Escape(string text)
    {
        var cell = ShortText.Of(text, LongestCell);
        return Special().IsMatch(cell) ? Special().Replace(cell, Replacement) : cell;
    }

    private static string Replacement(Match found) => found.Value switch
    {
        "_" => "_x005F_",
        [var character] when char.IsSurrogate(character) => "\uFFFD",
        _ => string.Create(CultureInfo.InvariantCulture, $"_x{(int)found.Value[0]:X4}_"),
    };

    private static bool IsRefused(Rune sign) => sign.Value is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'' or 0xFFFE or 0xFFFF
        || Rune.IsControl(sign);

    [GeneratedRegex(
        @"_(?=x[0-9A-Fa-f]{4}_)|[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Special();
}
