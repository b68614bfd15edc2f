namespace Portal.Infrastructure.Exports;

/// <summary>The shapes in which rows leave the portal.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values (RFC 4180) in UTF-8.</summary>
    Csv,

    /// <summary>An Excel workbook (ECMA-376) with numbers and days as such.</summary>
    Xlsx,

    /// <summary>An array of objects.</summary>
    Json,
}

/// <summary>What a format is called in addresses and headers.</summary>
public static class ExportFormats
{
    public static IReadOnlyList<ExportFormat> All { get; } = [ExportFormat.Csv, ExportFormat.Xlsx, ExportFormat.Json];

    /// <summary>The ending of a file's name, without the point.</summary>
    public static string Ending(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "csv",
        ExportFormat.Xlsx => "xlsx",
        ExportFormat.Json => "json",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>The format of an ending; null when there is none.</summary>
    public static ExportFormat? Find(string? ending) =>
        All.Where(format => Ending(format) == ending).Select(format => (ExportFormat?)format).FirstOrDefault();

    public static string ContentType(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat.Json => "application/json",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
