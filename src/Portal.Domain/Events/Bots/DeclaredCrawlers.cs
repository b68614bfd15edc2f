using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Domain.Events.Bots;

/// <summary>
/// Finds the name of a crawler in a user agent, by a list of patterns and by the words that crawlers call themselves.
/// Patterns without regular operators, nearly all of them, are searched for together in one pass.
/// </summary>
public sealed class DeclaredCrawlers
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["crawler", "spider", "scraper", "headless", "phantomjs", "lighthouse", "bot/", "bot;", "bot)", "bot ", "-bot", "_bot"],
        StringComparison.OrdinalIgnoreCase);

    private readonly SearchValues<string> _literals;
    private readonly Regex? _others;

    /// <param name="patterns">Regular expressions; those that are plain text are told apart here.</param>
    public DeclaredCrawlers(IEnumerable<string> patterns)
    {
        var literals = new List<string>();
        var others = new List<string>();
        foreach (var pattern in patterns)
        {
            if (Literal(pattern) is { } literal)
            {
                literals.Add(literal);
            }
            else
            {
                others.Add($"(?:{pattern})");
            }
        }

        _literals = SearchValues.Create([.. literals], StringComparison.Ordinal);
        _others = others.Count == 0 ? null : new(string.Join('|', others), RegexOptions.CultureInvariant | RegexOptions.Compiled);
    }

    /// <summary>The score of a user agent and the name by which it goes; score 0 for a person's browser.</summary>
    public (int Score, string? Name) Judge(ReadOnlySpan<char> userAgent)
    {
        if (Position(userAgent) is >= 0 and var at)
        {
            return (BotScore.Declared, NameAt(userAgent, at));
        }

        return SelfNamed(userAgent) is >= 0 and var word ? (BotScore.SelfNamed, NameAt(userAgent, word)) : (BotScore.None, null);
    }

    private int Position(ReadOnlySpan<char> userAgent)
    {
        if (userAgent.IndexOfAny(_literals) is >= 0 and var at)
        {
            return at;
        }

        if (_others is not null)
        {
            foreach (var match in _others.EnumerateMatches(userAgent))
            {
                return match.Index;
            }
        }

        return -1;
    }

    // Cubot is a maker of phones.
    private static int SelfNamed(ReadOnlySpan<char> userAgent)
    {
        for (var from = 0; userAgent[from..].IndexOfAny(Words) is >= 0 and var found; from += found + 1)
        {
            var at = from + found;
            if (at < 2 || !userAgent[(at - 2)..at].Equals("cu", StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }

        return -1;
    }

    private static string NameAt(ReadOnlySpan<char> userAgent, int at)
    {
        while (at < userAgent.Length && !char.IsLetterOrDigit(userAgent[at]))
        {
            at++;
        }

        var start = at;
        while (start > 0 && IsOfName(userAgent[start - 1]))
        {
            start--;
        }

        while (at < userAgent.Length && IsOfName(userAgent[at]))
        {
            at++;
        }

        return userAgent[start..at].Trim("-.").ToString();
    }

    private static bool IsOfName(char character) => char.IsLetterOrDigit(character) || character is '-' or '.' or '_' or '!';

    private static string? Literal(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        for (var index = 0; index < pattern.Length; index++)
        {
            var character = pattern[index];
            if (character == '\\' && index + 1 < pattern.Length && !char.IsLetterOrDigit(pattern[index + 1]))
            {
                text.Append(pattern[++index]);
            }
            else if (@"\[](){}^$*+?|.".Contains(character, StringComparison.Ordinal))
            {
                return null;
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }
}
