using System.Globalization;
using System.Text;
using Portal.Domain.Shared.Tables;

namespace Portal.Infrastructure.Exports;

/// <summary>
/// Comma-separated values. Text that a spreadsheet would run as a formula is kept as text, and so is read back by an import.
/// </summary>
internal sealed class CsvFile : TableFile
{
    private readonly StreamWriter _writer;

    public CsvFile(Stream target, IReadOnlyList<FileColumn> columns)
    {
        // The byte order mark lets Excel read the file as UTF-8.
        _writer = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        _writer.Write(CsvLine.Write(columns.Select(column => column.Title)));
    }

    public override async ValueTask AddAsync(IReadOnlyList<object?> cells, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(CsvLine.Write(cells.Select(Cell)).AsMemory(), cancellationToken);

    public override async ValueTask EndAsync(CancellationToken cancellationToken) => await _writer.FlushAsync(cancellationToken);

    public override ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static string Cell(object? cell) => cell switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        int or long or short => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        DateOnly day => Text(day),
        DateTimeOffset instant => Text(instant),
        _ => throw Strange(cell),
    };
}
