using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Portal.Domain.Analytics.Matching;

/// <summary>
/// An <see cref="EventMatch"/> as one line of text, for addresses and the API: the event's name and, after semicolons, its
/// filters: <c>product_viewed;path^=/shoes;prop.price&gt;=100</c>. Fields are path, prop.NAME, channel, country and device;
/// operators are = (is), ~ (contains), ^= (starts with), &gt;, &gt;=, &lt; and &lt;=. A backslash takes the meaning from
/// the character behind it.
/// </summary>
public static class EventMatchFormatter
{
    private const string PropertyPrefix = "prop.";
    private const string Special = "\\;=~^<>";

    private static readonly (string Text, FilterOperator Operator)[] Operators =
    [
        (">=", FilterOperator.AtLeast), ("<=", FilterOperator.AtMost), ("^=", FilterOperator.StartsWith),
        (">", FilterOperator.MoreThan), ("<", FilterOperator.LessThan), ("~", FilterOperator.Contains), ("=", FilterOperator.Is),
    ];

    private static readonly (string Text, FilterField Field)[] Fields =
    [
        ("path", FilterField.Path), ("channel", FilterField.Channel), ("country", FilterField.Country), ("device", FilterField.Device),
    ];

    /// <summary>The text that <see cref="TryRead"/> reads back as the same match.</summary>
    public static string Write(EventMatch match)
    {
        var text = new StringBuilder();
        Append(text, match.Name);
        foreach (var filter in match.Filters)
        {
            text.Append(';');
            if (filter.Field == FilterField.Property)
                Append(text.Append(PropertyPrefix), filter.Property!);
            else
                text.Append(Fields.First(known => known.Field == filter.Field).Text);
            text.Append(Operators.First(known => known.Operator == filter.Operator).Text);
            Append(text, filter.Value);
        }

        return text.ToString();
    }

    /// <summary>
    /// Reads the text; false when it does not follow the form. The match may still have a <see cref="EventMatch.Problem"/>.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out EventMatch? match)
    {
        match = null;
        var rest = text.AsSpan();
        var name = Take(ref rest, ";");
        var filters = new List<EventFilter>();
        while (rest.Length > 0)
        {
            rest = rest[1..];
            if (Filter(ref rest) is not { } filter)
                return false;
            filters.Add(filter);
        }

        match = new(name, filters);
        return true;
    }

    private static EventFilter? Filter(ref ReadOnlySpan<char> rest)
    {
        var field = Take(ref rest, ";=~^<>");
        foreach (var (text, known) in Operators)
        {
            if (!rest.StartsWith(text, StringComparison.Ordinal))
                continue;
            rest = rest[text.Length..];
            var value = Take(ref rest, ";");
            if (field.StartsWith(PropertyPrefix, StringComparison.Ordinal))
                return new(FilterField.Property, field[PropertyPrefix.Length..], known, value);
            var index = Array.FindIndex(Fields, candidate => candidate.Text == field);
            return index < 0 ? null : new(Fields[index].Field, null, known, value);
        }

        return null;
    }

    // Up to one of the ends, backslashes undone.
    private static string Take(ref ReadOnlySpan<char> rest, ReadOnlySpan<char> ends)
    {
        var taken = new StringBuilder();
        var index = 0;
        for (; index < rest.Length && !ends.Contains(rest[index]); index++)
        {
            if (rest[index] == '\\' && index + 1 < rest.Length)
                index++;
            taken.Append(rest[index]);
        }

        rest = rest[index..];
        return taken.ToString();
    }

    private static void Append(StringBuilder text, string part)
    {
        foreach (var character in part)
        {
            if (Special.Contains(character, StringComparison.Ordinal))
                text.Append('\\');
            text.Append(character);
        }
    }
}
