namespace Portal.Infrastructure.Exports;

/// <summary>A column of a file.</summary>
/// <param name="Key">As programs read it: the name in JSON.</param>
/// <param name="Title">As people read it: the heading in CSV and in a workbook.</param>
public sealed record FileColumn(string Key, string Title);

/// <summary>
/// A file of rows that is written forward only, a row at a time. Cells are text, whole and decimal numbers, flags, days
/// (<see cref="DateOnly"/>) and instants (<see cref="DateTimeOffset"/>, told in the offset that they have); null is an empty cell.
/// </summary>
public abstract class TableFile : IDisposable
{
    /// <summary>Begins a file of a format.</summary>
    /// <param name="target">Gets what is written, in pieces; it is not closed.</param>
    /// <param name="title">What the rows are, as a workbook names its sheet.</param>
    public static TableFile Open(ExportFormat format, Stream target, string title, IReadOnlyList<FileColumn> columns) => format switch
    {
        ExportFormat.Csv => new CsvFile(target, columns),
        ExportFormat.Json => new JsonFile(target, columns),
        ExportFormat.Xlsx => new XlsxFile(target, title, columns),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>Writes one row, a cell for each column.</summary>
    public abstract void Add(IReadOnlyList<object?> cells);

    /// <summary>Writes what ends the file; without it the file is broken off.</summary>
    public abstract void End();

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>An instant as ISO 8601 writes it, with its offset.</summary>
    private protected static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", System.Globalization.CultureInfo.InvariantCulture);

    private protected static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private protected static InvalidOperationException Strange(object cell) => new($"A cell cannot hold a {cell.GetType()}.");
}
