using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using Portal.Domain.Shared.Tables;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Exports;
using Portal.Testing.Exports;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Exports;

/// <summary>A list's files as a person downloads them from its page: by the links of its menu, in every format.</summary>
/// <param name="Lines">Of the CSV file, its heading first.</param>
/// <param name="Rows">Of the JSON file.</param>
/// <param name="Cells">Of the workbook, without its heading.</param>
internal sealed record ExportedFiles(
    IReadOnlyList<string> Lines, IReadOnlyList<JsonElement> Rows, IReadOnlyList<IReadOnlyList<object?>> Cells)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public string Heading => Lines[0];

    /// <summary>Opens a page and downloads one of its lists.</summary>
    /// <param name="csv">The address of the list as CSV, without parameters.</param>
    public static async Task<ExportedFiles> OpenAsync(PortalBrowser browser, string page, string csv)
    {
        await browser.OpenAsync(page);
        var links = browser.Page.QuerySelectorAll("a[download]").Select(link => link.GetAttribute("href")!).ToList();
        string Link(ExportFormat format) => Assert.Single(links, link => link.Split('?')[0] == PortalUrls.ExportAs(csv, format));

        var lines = (await browser.Client.GetStringAsync(new Uri(Link(ExportFormat.Csv), UriKind.Relative), Cancel)).TrimStart('\uFEFF')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var rows = (await browser.Client.GetFromJsonAsync<JsonElement>(Link(ExportFormat.Json), Cancel)).EnumerateArray().ToList();
        var book = new Workbook(new MemoryStream(await browser.Client.GetByteArrayAsync(new Uri(Link(ExportFormat.Xlsx), UriKind.Relative),
            Cancel)));
        var cells = book.Rows();

        Assert.Empty(book.Problems());
        Assert.Equal((lines.Length - 1, lines.Length), (rows.Count, cells.Count));
        Assert.Equal(lines[0], CsvLine.Write(cells[0].Select(title => (string)title!)).TrimEnd());
        return new(lines, rows, [.. cells.Skip(1)]);
    }

    /// <summary>The texts of a field of the JSON file.</summary>
    public IEnumerable<string?> Of(string field) => Rows.Select(row => row.GetProperty(field).GetString());
}
