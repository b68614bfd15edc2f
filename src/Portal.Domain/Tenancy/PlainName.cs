using System.Globalization;
using System.Text;

namespace Portal.Domain.Tenancy;

/// <summary>
/// The rule for names of people and stores, which stand in mails to others: no web address that a mail program would turn into
/// a link, and nothing that changes how the text around it is read.
/// </summary>
public static class PlainName
{
    public const string Problem = "Use a plain name, without web addresses or control characters.";

    public static bool IsValid(string name) =>
        !name.Contains("://", StringComparison.Ordinal)
        && !name.Contains("www.", StringComparison.OrdinalIgnoreCase)
        && !name.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(
            rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
