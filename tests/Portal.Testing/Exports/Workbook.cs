using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Portal.Hosting.Failures;

namespace Portal.Testing.Exports;

/// <summary>A workbook as another program opens it.</summary>
public sealed class Workbook(Stream file)
{
    private const uint TextFormat = 49; // "@", ECMA-376, part 1, section 18.8.30

    private static readonly DateTime DayZero = new(1899, 12, 30);

    /// <summary>What the file format's own rules find wrong with it.</summary>
    public IReadOnlyList<string> Problems()
    {
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document)
            .Select(error => $"{error.Part?.Uri}: {error.Description}")];
    }

    /// <summary>The sheets' names in their order.</summary>
    public IReadOnlyList<string> Sheets()
    {
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        return [.. document.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value!)];
    }

    /// <summary>
    /// The cells of a sheet's rows, its heading first: text, decimal, bool, or DateTime where the cell's style says so; null for an empty
    /// one.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows(int sheet = 0)
    {
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        var book = document.WorkbookPart!;
        var formats = book.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().Select(format => format.NumberFormatId!.Value)
            .ToList();
        var part = (WorksheetPart)book.GetPartById(book.Workbook.Sheets!.Elements<Sheet>().ElementAt(sheet).Id!);
        return [.. part.Worksheet.Descendants<Row>()
            .Select(row => (IReadOnlyList<object?>)[.. row.Elements<Cell>().Select(cell => Value(cell, formats))])];
    }

    /// <summary>Of each cell of a row, whether it stays text when it is edited.</summary>
    public IReadOnlyList<bool> TextCells(int row)
    {
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        var formats = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToList();
        return [.. document.WorkbookPart.WorksheetParts.First().Worksheet.Descendants<Row>().ElementAt(row).Elements<Cell>()
            .Select(cell => formats[(int)(cell.StyleIndex?.Value ?? 0)].NumberFormatId?.Value == TextFormat)];
    }

    private static object? Value(Cell cell, List<uint> formats)
    {
        if (cell.CellFormula is not null)
            throw new InvalidOperationException("A cell holds a formula.");
        if (cell.DataType?.Value == CellValues.InlineString)
            return cell.InlineString!.InnerText;
        if (cell.CellValue is null)
            return null;
        var number = decimal.Parse(cell.CellValue.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (cell.DataType?.Value == CellValues.Boolean)
            return number == 1;
        return formats[(int)(cell.StyleIndex?.Value ?? 0)] >= 164
            ? DayZero.AddTicks((long)Math.Round(
            number * TimeSpan.TicksPerDay / TimeSpan.TicksPerMillisecond) * TimeSpan.TicksPerMillisecond) : number;
    }
}
