using System.Globalization;
using Portal.Domain.Shared.Tables;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Portal.Infrastructure.Exports;

/// <summary>
/// An Excel workbook, written as the rows come. A sheet that is full goes on in the next one. Text is always text, so nothing in it is
/// run as a formula.
/// </summary>
internal sealed class XlsxFile : TableFile
{
    // The most that Excel opens.
    private const int RowsOfSheet = 1_048_576;

    private readonly Spreadsheet _book;
    private readonly IReadOnlyList<FileColumn> _columns;
    private readonly string _title;
    private readonly int _maxRows;
    private readonly Styles _styles;
    private readonly Cell[] _cells;
    private int _sheets;

    private XlsxFile(Spreadsheet book, string title, IReadOnlyList<FileColumn> columns, int maxRows)
    {
        (_book, _columns, _title, _maxRows) = (book, columns, XlsxText.SheetName(title), maxRows);
        (_styles, _cells) = (Styles.AddTo(book), new Cell[columns.Count]);
    }

    /// <param name="maxRows">Rows of a sheet, its heading included.</param>
    public static async Task<XlsxFile> CreateAsync(
        Stream target, string title, IReadOnlyList<FileColumn> columns, CancellationToken cancellationToken, int maxRows = RowsOfSheet)
    {
        var options = new SpreadCheetahOptions
        {
            CompressionLevel = SpreadCheetahCompressionLevel.Fastest,
            PreserveStringWhitespace = true
        };
        var file = new XlsxFile(await Spreadsheet.CreateNewAsync(target, options, cancellationToken), title, columns, maxRows);
        await file.BeginSheetAsync(cancellationToken);
        return file;
    }

    public override async ValueTask AddAsync(IReadOnlyList<object?> cells, CancellationToken cancellationToken)
    {
        if (_book.NextRowNumber > _maxRows)
            await BeginSheetAsync(cancellationToken);
        for (var place = 0; place < _cells.Length; place++)
            _cells[place] = CellOf(cells[place]);
        await _book.AddRowAsync(_cells, cancellationToken);
    }

    public override ValueTask EndAsync(CancellationToken cancellationToken) => _book.FinishAsync(cancellationToken);

    public override ValueTask DisposeAsync() => _book.DisposeAsync();

    // The heading stays in sight, and columns are as wide as their titles need.
    private async Task BeginSheetAsync(CancellationToken cancellationToken)
    {
        var sheet = new WorksheetOptions { FrozenRows = 1 };
        for (var place = 0; place < _columns.Count; place++)
            sheet.Column(place + 1).Width = Math.Clamp(_columns[place].Title.Length + 4, 12, 60);
        await _book.StartWorksheetAsync(NameOf(++_sheets), sheet, cancellationToken);
        await _book.AddHeaderRowAsync([.. _columns.Select(column => XlsxText.Escape(column.Title))], _styles.Heading, cancellationToken);
    }

    private string NameOf(int sheet)
    {
        if (sheet == 1)
            return _title;
        var suffix = string.Create(CultureInfo.InvariantCulture, $" {sheet}");
        return _title[..Math.Min(_title.Length, XlsxText.LongestSheetName - suffix.Length)] + suffix;
    }

    private Cell CellOf(object? cell) => cell switch
    {
        null or double.NaN or double.PositiveInfinity or double.NegativeInfinity => default,
        string text => new(XlsxText.Escape(text), SpreadsheetText.IsFormula(text) ? _styles.Text : null),
        bool flag => new(flag),
        decimal number => new(number),
        int number => new(number),
        long number => new(number),
        short number => new(number),
        double number => new(number),
        DateOnly day when day < XlsxText.FirstDay => new(Text(day)),
        DateTimeOffset instant when DateOnly.FromDateTime(instant.DateTime) < XlsxText.FirstDay => new(Text(instant)),
        DateOnly day => new(day.ToDateTime(TimeOnly.MinValue), _styles.Day),
        DateTimeOffset instant => new(instant.DateTime, _styles.Instant),
        _ => throw Strange(cell),
    };

    /// <param name="Text">Keeps what looks like a formula text when somebody opens the cell and leaves it again.</param>
    private sealed record Styles(StyleId Heading, StyleId Day, StyleId Instant, StyleId Text)
    {
        public static Styles AddTo(Spreadsheet book) => new(
            book.AddStyle(new Style { Font = { Bold = true } }),
            book.AddStyle(new Style { Format = NumberFormat.Custom(@"yyyy\-mm\-dd") }),
            book.AddStyle(new Style { Format = NumberFormat.Custom(@"yyyy\-mm\-dd\ hh:mm:ss") }),
            book.AddStyle(new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) }));
    }
}
