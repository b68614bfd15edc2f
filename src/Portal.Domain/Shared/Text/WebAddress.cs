using System.Globalization;
using System.Text;

namespace Portal.Domain.Shared.Text;

/// <summary>
/// Addresses of web pages that somebody outside the portal chose: what may be stored, and what may become a link. Only http and https
/// lead to a page; other schemes run a program or read a file in the browser of whoever clicks.
/// </summary>
public static class WebAddress
{
    /// <summary>Characters of an address at most.</summary>
    public const int MaxLength = 2000;

    /// <summary>What to tell whoever sent another one.</summary>
    public const string Advice = "Send an address that begins with https:// or http://, without spaces, user name or password.";

    private static readonly string[] Schemes = ["https://", "http://"];

    /// <summary>
    /// Whether a text is an absolute http or https address that browsers and the database read the same way (migration 0083).
    /// </summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength } || !text.EnumerateRunes().All(IsOfAddress))
            return false;
        var scheme = Schemes.FirstOrDefault(known => text.StartsWith(known, StringComparison.OrdinalIgnoreCase)) ?? "";
        var authority = scheme.Length == 0 ? default : text.AsSpan(scheme.Length);
        var end = authority.IndexOfAny("/?#");
        authority = end < 0 ? authority : authority[..end];
        return authority.Length > 0 && !authority.Contains('@')
            && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") && address.Host.Length > 0;
    }

    /// <summary>The address where it may become a link, whatever was stored; else null.</summary>
    public static string? Link(string? stored) => IsValid(stored) ? stored : null;

    // A backslash is a slash to browsers and none to others. Signs that nobody sees can show another address than the one that opens.
    private static bool IsOfAddress(Rune sign) =>
        sign.Value != '\\' && sign != Rune.ReplacementChar && !Rune.IsControl(sign) && !Rune.IsWhiteSpace(sign)
        && Rune.GetUnicodeCategory(sign) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
