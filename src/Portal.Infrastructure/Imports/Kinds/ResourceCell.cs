using System.Globalization;
using Portal.Domain.Imports;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>A column of a file against the field of the resource that it fills.</summary>
/// <param name="Target">The resource's field; that of the list, when the cell belongs to a row inside.</param>
internal sealed record ResourceCell(ImportField ImportField, ResourceField Field, string Target, bool IsNested)
{
    /// <summary>The column of the imported rows.</summary>
    public string Column { get; } = $"\"{SnakeCase.Convert(ImportField.Name)}\"";

    public static ResourceCell Of(Resource resource, ImportColumn column)
    {
        var (target, inner) = column.Field.Split('.') is [var list, var nested] ? (list, nested) : (column.Field, null);
        var field = resource.Field(target);
        if (inner is not null)
            field = field.Inside.First(known => known.Name == inner);
        var import = new ImportField(inner ?? target, column.Label, TypeOf(field), field.IsRequired || column.IsNeeded, column.Aliases)
        {
            Decimals = field.Decimals,
            MaxLength = field.MaxLength,
        };
        return new(import, field, target, inner is not null);
    }

    /// <summary>Checks the value as the API would, and brings words to the form in which they are kept.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public string? Take(ImportRow row) => row.Value(ImportField.Name) switch
    {
        string text => Text(row, text),
        decimal number when Field.Type == ResourceType.Whole && number != decimal.Truncate(number) =>
            $"{ImportField.Label}: it is not a whole number.",
        decimal number when number < Field.MinValue
            || number > Math.Min(Field.MaxValue, Field.Type == ResourceType.Whole ? int.MaxValue : decimal.MaxValue) =>
            string.Create(CultureInfo.InvariantCulture, $"{ImportField.Label}: it is not between {Field.MinValue} and {Field.MaxValue}."),
        _ => null,
    };

    private string? Text(ImportRow row, string text)
    {
        var plain = text.Trim();
        if (Field.Choices is { } choices)
        {
            var chosen = choices.FirstOrDefault(choice => choice.Equals(plain.Replace(' ', '_').Replace('-', '_'),
                StringComparison.OrdinalIgnoreCase));
            if (chosen is null)
                return $"{ImportField.Label}: “{plain}” is none of {string.Join(", ", choices)}.";
            plain = chosen;
        }
        else if (Field.Name == "currency")
        {
            plain = plain.ToUpperInvariant();
            if (plain.Length != 3 || !plain.All(char.IsAsciiLetterUpper))
                return $"{ImportField.Label}: “{text}” is not a code of three letters.";
        }

        if (plain.Length > Field.MaxLength)
            return string.Create(CultureInfo.InvariantCulture, $"{ImportField.Label}: it has more than {Field.MaxLength} characters.");
        row.Set(ImportField.Name, plain.Length == 0 ? null : plain);
        return plain.Length == 0 && ImportField.IsRequired ? $"{ImportField.Label} is missing." : null;
    }

    private static ImportFieldType TypeOf(ResourceField field) => field.Type switch
    {
        ResourceType.Text => ImportFieldType.Id,
        ResourceType.Whole or ResourceType.Number => ImportFieldType.Number,
        ResourceType.Flag => ImportFieldType.Flag,
        ResourceType.Day => ImportFieldType.Day,
        ResourceType.Instant => ImportFieldType.Instant,
        _ => throw new InvalidOperationException($"A cell of a file cannot hold {field.Name}."),
    };
}
