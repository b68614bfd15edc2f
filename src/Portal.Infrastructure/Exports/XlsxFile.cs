using System.Globalization;
using System.IO.Compression;
using System.Text;
using Portal.Domain.Tables;

namespace Portal.Infrastructure.Exports;

/// <summary>
/// An Excel workbook (ECMA-376, part 1, section 18), written into its zip as the rows come. A sheet that is full goes on in the next
/// one. Text is always text, so nothing in it is run as a formula.
/// </summary>
internal sealed class XlsxFile : TableFile
{
    // The most that Excel opens.
    private const int RowsOfSheet = 1_048_576;

    private readonly ZipArchive _archive;
    private readonly IReadOnlyList<FileColumn> _columns;
    private readonly string _title;
    private readonly int _most;
    private StreamWriter? _sheet;
    private int _sheets;
    private int _row;

    /// <param name="most">Rows of a sheet, its heading included.</param>
    public XlsxFile(Stream target, string title, IReadOnlyList<FileColumn> columns, int most = RowsOfSheet)
    {
        (_archive, _columns, _title, _most) = (new(target, ZipArchiveMode.Create, leaveOpen: true), columns, XlsxText.SheetName(title), most);
        BeginSheet();
    }

    public override void Add(IReadOnlyList<object?> cells)
    {
        if (_row == _most)
        {
            EndSheet();
            BeginSheet();
        }

        _sheet!.Write("<row>");
        for (var place = 0; place < _columns.Count; place++)
            Write(cells[place]);
        _sheet.Write("</row>");
        _row++;
    }

    public override void End()
    {
        EndSheet();
        foreach (var (path, content) in XlsxParts.Of([.. Enumerable.Range(1, _sheets).Select(NameOf)]))
        {
            using var part = Open(path);
            part.Write(content);
        }
    }

    public override void Dispose()
    {
        _sheet?.Dispose();
        _archive.Dispose();
    }

    private void BeginSheet()
    {
        _sheet = Open(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{++_sheets}.xml"));
        _sheet.Write(XlsxParts.SheetBegin(_columns));
        _sheet.Write("<row>");
        foreach (var column in _columns)
            WriteText(column.Title, style: XlsxParts.Heading);
        _sheet.Write("</row>");
        _row = 1;
    }

    private void EndSheet()
    {
        _sheet!.Write(XlsxParts.SheetEnd);
        _sheet.Dispose();
        _sheet = null;
    }

    private StreamWriter Open(string path) => new(_archive.CreateEntry(path, CompressionLevel.Fastest).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private string NameOf(int sheet)
    {
        if (sheet == 1)
            return _title;
        var suffix = string.Create(CultureInfo.InvariantCulture, $" {sheet}");
        return _title[..Math.Min(_title.Length, XlsxText.LongestSheetName - suffix.Length)] + suffix;
    }

    private void Write(object? cell)
    {
        switch (cell)
        {
            case null or double.NaN or double.PositiveInfinity or double.NegativeInfinity:
                _sheet!.Write("<c/>");
                break;
            case string text:
                WriteText(text, SpreadsheetText.IsFormula(text) ? XlsxParts.Quoted : 0);
                break;
            case bool flag:
                _sheet!.Write(flag ? "<c t=\"b\"><v>1</v></c>" : "<c t=\"b\"><v>0</v></c>");
                break;
            case decimal or int or long or short or double:
                WriteNumber(((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture), style: 0);
                break;
            case DateOnly day when day < XlsxText.FirstDay:
                WriteText(Text(day), style: 0);
                break;
            case DateTimeOffset instant when DateOnly.FromDateTime(instant.DateTime) < XlsxText.FirstDay:
                WriteText(Text(instant), style: 0);
                break;
            case DateOnly day:
                WriteNumber((day.DayNumber - XlsxText.DayZero.DayNumber).ToString(CultureInfo.InvariantCulture), XlsxParts.Day);
                break;
            case DateTimeOffset instant:
                WriteNumber(XlsxText.Serial(instant), XlsxParts.Instant);
                break;
            default:
                throw Strange(cell);
        }
    }

    private void WriteNumber(string number, int style) =>
        _sheet!.Write(style == 0 ? $"<c><v>{number}</v></c>" : string.Create(CultureInfo.InvariantCulture, $"<c s=\"{style}\"><v>{number}</v></c>"));

    private void WriteText(string text, int style)
    {
        _sheet!.Write(string.Create(CultureInfo.InvariantCulture, $"<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
        XlsxText.Write(_sheet, text);
        _sheet.Write("</t></is></c>");
    }
}
