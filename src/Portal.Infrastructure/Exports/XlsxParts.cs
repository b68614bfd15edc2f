using System.Globalization;
using System.Security;
using System.Text;

namespace Portal.Infrastructure.Exports;

/// <summary>The parts of a workbook that are the same whatever its rows are.</summary>
internal static class XlsxParts
{
    /// <summary>Styles by their place in the style sheet.</summary>
    public const int Heading = 1;
    public const int Day = 2;
    public const int Instant = 3;

    /// <summary>Text that stays text when somebody opens the cell and leaves it again.</summary>
    public const int Quoted = 4;

    public const string SheetEnd = "</sheetData></worksheet>";

    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private const string Styles = $"""
        {Head}<styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    /// <summary>A sheet up to its first row: the heading stays in sight, and columns are as wide as their titles ask.</summary>
    public static string SheetBegin(IReadOnlyList<FileColumn> columns)
    {
        var sheet = new StringBuilder(Head)
            .Append(CultureInfo.InvariantCulture, $"<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var place = 1; place <= columns.Count; place++)
            sheet.Append(CultureInfo.InvariantCulture, $"<col min=\"{place}\" max=\"{place}\" width=\"{Math.Clamp(columns[place - 1].Title.Length + 4, 12, 60)}\" customWidth=\"1\"/>");
        return sheet.Append("</cols><sheetData>").ToString();
    }

    /// <summary>Everything but the sheets, with its place in the zip.</summary>
    public static IEnumerable<(string Path, string Content)> Of(IReadOnlyList<string> sheets)
    {
        string All(Func<string, int, string> part) => string.Concat(sheets.Select((name, place) => part(SecurityElement.Escape(name)!, place + 1)));
        yield return ("xl/styles.xml", Styles);
        yield return ("xl/workbook.xml", $"{Head}<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>{All((name, id) => Invariant($"<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>"))}</sheets></workbook>");
        yield return ("xl/_rels/workbook.xml.rels", $"{Head}<Relationships xmlns=\"{PackageRelations}\">{All((_, id) => Invariant($"<Relationship Id=\"rId{id}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"))}<Relationship Id=\"styles\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
        yield return ("_rels/.rels", $"{Head}<Relationships xmlns=\"{PackageRelations}\"><Relationship Id=\"workbook\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        yield return ("[Content_Types].xml", $"{Head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Types}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Types}.styles+xml\"/>{All((_, id) => Invariant($"<Override PartName=\"/xl/worksheets/sheet{id}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"))}</Types>");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
