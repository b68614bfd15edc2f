using System.Globalization;
using System.Text;

namespace Portal.Domain.Shared.Text;

/// <summary>Names of files that others chose, made fit to be kept, shown and offered as a download.</summary>
public static class SafeFileName
{
    /// <summary>Characters of a name at most.</summary>
    public const int MaxLength = 200;

    private const string Refused = "\"*/:<>?\\|";

    /// <summary>The last part of a path without signs that file systems or headers refuse; never empty.</summary>
    /// <param name="fallback">What a name is called of which nothing remains.</param>
    public static string Of(string? name, string fallback)
    {
        var last = (name ?? "").AsSpan();
        last = last[(last.LastIndexOfAny('/', '\\') + 1)..];
        var kept = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            if (IsVisible(rune))
                kept.Append(Refused.Contains(rune.ToString(), StringComparison.Ordinal) ? "_" : rune.ToString());
        }

        var trimmed = kept.ToString().Trim(' ', '.');
        return trimmed.Length == 0 ? fallback : trimmed;
    }

    // Format characters can turn the direction of writing, so that a name shows another ending than it has.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
