using System.Globalization;

namespace Portal.Infrastructure.Exports;

/// <summary>A column of a file.</summary>
/// <param name="Key">As programs read it: the name in JSON.</param>
/// <param name="Title">As people read it: the heading in CSV and in a workbook.</param>
public sealed record FileColumn(string Key, string Title);

/// <summary>
/// A file of rows that is written forward only, a row at a time. Cells are text, whole and decimal numbers, flags, days
/// (<see cref="DateOnly"/>) and instants (<see cref="DateTimeOffset"/>, told in the offset that they have); null is an empty cell.
/// </summary>
public abstract class TableFile : IAsyncDisposable
{
    /// <summary>Begins a file of a format.</summary>
    /// <param name="target">Gets what is written, in pieces; it is not closed.</param>
    /// <param name="title">What the rows are, as a workbook names its sheet.</param>
    public static async Task<TableFile> CreateAsync(
        ExportFormat format, Stream target, string title, IReadOnlyList<FileColumn> columns,
        CancellationToken cancellationToken) => format switch
        {
            ExportFormat.Csv => new CsvFile(target, columns),
            ExportFormat.Json => new JsonFile(target, columns),
            ExportFormat.Xlsx => await XlsxFile.CreateAsync(target, title, columns, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };

    /// <summary>Writes one row, a cell for each column.</summary>
    public abstract ValueTask AddAsync(IReadOnlyList<object?> cells, CancellationToken cancellationToken);

    /// <summary>Writes what ends the file; without it the file is broken off.</summary>
    public abstract ValueTask EndAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>An instant as ISO 8601 writes it, with its offset.</summary>
    private protected static string Text(DateTimeOffset instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private protected static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private protected static InvalidOperationException Strange(object cell) => new($"A cell cannot hold a {cell.GetType()}.");
}
