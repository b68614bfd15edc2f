using Npgsql;
using Portal.Domain.Imports;
using Portal.Infrastructure.Imports.Reading;

namespace Portal.Infrastructure.Imports;

/// <summary>How a file begins.</summary>
public sealed record ImportPreview(IReadOnlyList<string> Headers, IReadOnlyList<string[]> Rows)
{
    // Enough to tell how numbers and dates are written.
    private const int SampleRows = 500;

    // Rows may be long, and the sample is held.
    private const int SampleCharacters = 2_000_000;

    /// <summary>The values of a field in the sample; empty without a column for it.</summary>
    public IEnumerable<string> Values(string field, IReadOnlyDictionary<string, string> mapping)
    {
        var column = Headers.ToList().FindIndex(header => mapping.GetValueOrDefault(header) == field);
        return column < 0 ? [] : Rows.Where(row => column < row.Length && row[column].Length > 0).Select(row => row[column]);
    }

    internal NumberStyle Numbers(ImportKind kind, IReadOnlyDictionary<string, string> mapping, ImportSettings settings) =>
        settings.DecimalSign is { } sign
        ? new(sign[0])
        : NumberStyle.Guess(kind.Fields.Where(field => field.Type == ImportFieldType.Number)
            .SelectMany(field => Values(field.Name, mapping)));

    internal DateStyle Dates(ImportKind kind, IReadOnlyDictionary<string, string> mapping, ImportSettings settings, TimeZoneInfo zone) =>
        DateStyle.Guess(
        kind.Fields.Where(field => field.Type is ImportFieldType.Instant or ImportFieldType.Day)
            .SelectMany(field => Values(field.Name, mapping)), settings.DateFormat, zone);

    internal static async Task<ImportPreview?> ReadAsync(
        NpgsqlConnection connection, Guid tenantId, Guid importId, ImportSettings settings, ImportFileOptions limits,
        CancellationToken cancellationToken)
    {
        await using var file = new ChunkStream(connection, tenantId, importId);
        return await ReadAsync(file, settings, limits, cancellationToken);
    }

    internal static async Task<ImportPreview?> ReadAsync(Stream file, ImportSettings settings, ImportFileOptions limits,
        CancellationToken cancellationToken)
    {
        using var table = await ImportTable.OpenAsync(file, settings.DelimiterSign, limits, cancellationToken);
        if (table is null)
            return null;
        var rows = new List<string[]>();
        var characters = 0;
        await foreach (var (_, fields) in table.RowsAsync(cancellationToken))
        {
            rows.Add(fields);
            characters += fields.Sum(field => field.Length);
            if (rows.Count == SampleRows || characters > SampleCharacters)
                break;
        }

        return new(table.Headers, rows);
    }
}
