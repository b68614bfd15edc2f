using System.Text;
using System.Text.Json;

namespace Portal.Domain.Analytics.Schema;

/// <summary>
/// A property of an event by its names from the outside in, as people write it: <c>address.city</c>,
/// <c>products[].price</c>. A dot, bracket or backslash that belongs to a name has a backslash before it.
/// </summary>
public sealed record PropertyPath
{
    /// <summary>Names that a path may have: the property and two levels inside it.</summary>
    public const int Deepest = 3;

    private const int LongestText = 400;

    private PropertyPath(string text, IReadOnlyList<string> names) => (Text, Names) = (text, names);

    /// <summary>The written form.</summary>
    public string Text { get; }

    /// <summary>The names, without the marks of arrays.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the written form; null when it is empty, too long or too deep.</summary>
    public static PropertyPath? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestText)
            return null;
        var names = new List<string>();
        var name = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\' when at + 1 < text.Length:
                    name.Append(text[++at]);
                    break;
                case '[' when at + 1 < text.Length && text[at + 1] == ']':
                    at++;
                    break;
                case '.':
                    names.Add(name.ToString());
                    name.Clear();
                    break;
                default:
                    name.Append(text[at]);
                    break;
            }
        }

        names.Add(name.ToString());
        return names.Count > Deepest || names.Contains("") ? null : new(text, names);
    }

    /// <summary>
    /// As a path of SQL/JSON (ISO/IEC 9075-2:2016, 9.46) that finds the values equal to the variables <c>v</c> or
    /// <c>n</c>. Its lax mode looks into arrays by itself.
    /// </summary>
    public string SqlJsonFilter => $"$.{string.Join('.', Names.Select(name => JsonSerializer.Serialize(name)))} ? (@ == $v || @ == $n)";

    /// <summary>A name with the marks that keep it one name.</summary>
    public static string Escape(string name) => name.AsSpan().IndexOfAny("\\.[") < 0
        ? name
        : name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(".", "\\.", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);

    /// <summary>
    /// The variables of <see cref="SqlJsonFilter"/>: the text as it is, and the number, truth value or null that it also may mean.
    /// </summary>
    public static string SqlJsonVariables(string value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("v", value);
            writer.WritePropertyName("n");
            WriteMeaning(writer, value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteMeaning(Utf8JsonWriter writer, string value)
    {
        if (value is "true" or "false")
            writer.WriteBooleanValue(value == "true");
        else if (value == "null")
            writer.WriteNullValue();
        else if (decimal.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture,
            out var number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(value);
    }
}
