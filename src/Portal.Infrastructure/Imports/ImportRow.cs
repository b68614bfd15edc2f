using System.Globalization;
using Portal.Domain.Imports;
using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.Imports;

/// <summary>A row of a file, converted field by field; used again for the next one.</summary>
internal sealed class ImportRow(IReadOnlyList<ImportField> fields, IReadOnlyList<int> columns, NumberStyle numbers, DateStyle dates)
{
    private readonly Dictionary<string, int> _places = fields.Select((field, place) => (field.Name, place))
        .ToDictionary(pair => pair.Name, pair => pair.place);
    private readonly object?[] _values = new object?[fields.Count];

    /// <summary>The value of each field, in the order of the kind's fields.</summary>
    public IReadOnlyList<object?> Values => _values;

    public string? Text(string field) => (string?)_values[_places[field]];

    public decimal? Number(string field) => (decimal?)_values[_places[field]];

    /// <summary>Of a field that is required.</summary>
    public DateTimeOffset Instant(string field) => (DateTimeOffset)_values[_places[field]]!;

    /// <summary>Of any type; null without one.</summary>
    public object? Value(string field) => _values[_places[field]];

    public void Set(string field, object? value) => _values[_places[field]] = value;

    /// <summary>Takes the next row in.</summary>
    /// <returns>Why it cannot be read; null when it can.</returns>
    public string? Read(string[] row)
    {
        for (var place = 0; place < fields.Count; place++)
        {
            var field = fields[place];
            var text = columns[place] < 0 || columns[place] >= row.Length ? "" : row[columns[place]];
            _values[place] = null;
            if (text.Length == 0)
            {
                if (field.IsRequired)
                    return $"{field.Label} is missing.";
                continue;
            }

            _values[place] = Convert(field, text);
            if (_values[place] is string kept && kept.Length > field.MaxLength)
                return string.Create(CultureInfo.InvariantCulture, $"{field.Label}: it has more than {field.MaxLength} characters.");
            if (_values[place] is null)
                return $"{field.Label}: {Cut(text)} is not {Words(field.Type)}.";
        }

        return null;
    }

    private object? Convert(ImportField field, string text) => field.Type switch
    {
        ImportFieldType.Number =>
            numbers.Read(text) is { } number && Math.Abs(number) < 100_000_000_000_000m ? Math.Round(number, field.Decimals) : null,
        ImportFieldType.Instant => dates.Read(text),
        ImportFieldType.Day => dates.ReadDay(text),
        ImportFieldType.Flag => text.ToLowerInvariant() switch
        {
            "true" or "yes" or "1" or "y" or "x" => true,
            "false" or "no" or "0" or "n" => false,
            _ => null,
        },
        ImportFieldType.Id =>
            text.EndsWith(".0", StringComparison.Ordinal)
            && text.AsSpan(0, text.Length - 2).IndexOfAnyExceptInRange('0', '9') < 0 ? text[..^2] : Clean(text),
        _ => Clean(text),
    };

    /// <summary>The text without what PostgreSQL's text cannot hold: zero bytes, and halves of characters.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
            text = string.Concat(text.EnumerateRunes());
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
    }

    private static string Words(ImportFieldType type) => type switch
    {
        ImportFieldType.Number => "a number",
        ImportFieldType.Instant or ImportFieldType.Day => $"a date that can be read, {DateLimits.Words}",
        ImportFieldType.Flag => "yes or no",
        _ => "text",
    };

    private static string Cut(string text) => Clean(text.Length <= 60 ? $"“{text}”" : $"“{ShortText.Of(text, 60)}…”");
}
