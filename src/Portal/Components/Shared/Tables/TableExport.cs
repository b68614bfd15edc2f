using System.Text;
using Portal.Domain.Tables;

namespace Portal.Components.Shared.Tables;

/// <summary>Answers a list's export address with exactly what the list shows, as CSV, page by page.</summary>
public static class TableExport
{
    private const int PageSize = 1000;

    /// <summary>Streams every row the request's filters leave, in its order, with its columns.</summary>
    public static IResult Csv<TRow>(
        HttpRequest request,
        string fileName,
        IReadOnlyList<DataColumn<TRow>> columns,
        TableQuery standard,
        Func<TableQuery, CancellationToken, Task<TablePage<TRow>>> load)
    {
        var parameters = request.Query
            .SelectMany(pair => pair.Value.OfType<string>().Select(value => KeyValuePair.Create(pair.Key, value)))
            .ToLookup(pair => pair.Key, pair => pair.Value);
        var view = TableView.Read(parameters, standard);
        var shown = view.Columns is null
            ? columns.Where(column => !column.Hidden).ToArray()
            : [.. view.Columns.Select(key => columns.FirstOrDefault(column => column.Key == key)).OfType<DataColumn<TRow>>()];
        return Results.Stream(
            target => WriteAsync(target, shown, view.Query, load, request.HttpContext.RequestAborted),
            "text/csv; charset=utf-8",
            fileName + ".csv");
    }

    private static async Task WriteAsync<TRow>(
        Stream target,
        IReadOnlyList<DataColumn<TRow>> columns,
        TableQuery query,
        Func<TableQuery, CancellationToken, Task<TablePage<TRow>>> load,
        CancellationToken cancel)
    {
        // The byte order mark lets Excel read the file as UTF-8.
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync(CsvLine.Write(columns.Select(column => column.Title)));
        for (var number = 1; ; number++)
        {
            var page = await load(query with { Page = number, Size = PageSize }, cancel);
            foreach (var row in page.Rows)
                await writer.WriteAsync(CsvLine.Write(columns.Select(column => (column.Export ?? column.Text)(row))));
            if (page.Rows.Count < PageSize)
                return;
        }
    }
}
