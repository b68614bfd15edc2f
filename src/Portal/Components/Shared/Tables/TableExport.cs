using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Exports;

namespace Portal.Components.Shared.Tables;

/// <summary>Answers a list's export address with exactly what the list shows, in the format that the address ends with.</summary>
public static class TableExport
{
    // So many rows are asked for at once that few lists need a second page.
    private const int PageSize = 20_000;

    /// <summary>Streams every row the request's filters leave, in its order, with its columns.</summary>
    public static IResult File<TRow>(
        HttpRequest request,
        string fileName,
        IReadOnlyList<DataColumn<TRow>> columns,
        TableQuery defaults,
        Func<TableQuery, CancellationToken, Task<TablePage<TRow>>> load) =>
        Rows(request, fileName, columns, defaults, query => PagesAsync(query, load, request.HttpContext.RequestAborted));

    /// <summary>The same of a list that can be long, read in one go so that rows that come meanwhile shift nothing.</summary>
    public static IResult Rows<TRow>(
        HttpRequest request, string fileName, IReadOnlyList<DataColumn<TRow>> columns, TableQuery defaults,
        Func<TableQuery, IAsyncEnumerable<TRow>> read)
    {
        if (ExportFormats.Find(request.RouteValues[ExportRoutes.Format]?.ToString()) is not { } format)
            return Results.NotFound();

        var parameters = request.Query
            .SelectMany(pair => pair.Value.OfType<string>().Select(value => KeyValuePair.Create(pair.Key, value)))
            .ToLookup(pair => pair.Key, pair => pair.Value);
        var view = TableView.Read(parameters, defaults);
        var shown = view.Columns is null
            ? columns.Where(column => !column.Hidden).ToArray()
            : [.. view.Columns.Select(key => columns.FirstOrDefault(column => column.Key == key)).OfType<DataColumn<TRow>>()];
        shown = [.. shown.Where(column => column.Title.Length > 0)];
        var cancel = request.HttpContext.RequestAborted;
        return ExportFile.Of(format, fileName, target => TableFiles.WriteAsync(
            target, format, fileName, [.. shown.Select(column => new FileColumn(column.Key, column.Title))],
            CellsAsync(read(view.Query with { Page = 1, Size = int.MaxValue }), shown, cancel), cancel));
    }

    /// <summary>A report that is in memory, with all its rows as they are.</summary>
    public static IResult Report<TRow>(
        HttpRequest request, string fileName, IReadOnlyList<DataColumn<TRow>> columns, Func<Task<IEnumerable<TRow>>> read) =>
        Rows(request, fileName, columns, TableQuery.First, _ => AllAsync(read));

    private static async IAsyncEnumerable<TRow> AllAsync<TRow>(Func<Task<IEnumerable<TRow>>> read)
    {
        foreach (var row in await read())
            yield return row;
    }

    private static async IAsyncEnumerable<TRow> PagesAsync<TRow>(
        TableQuery query, Func<TableQuery, CancellationToken, Task<TablePage<TRow>>> load,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var number = 1; ; number++)
        {
            var page = await load(query with { Page = number, Size = PageSize }, cancel);
            foreach (var row in page.Rows)
                yield return row;
            if (page.Rows.Count < PageSize)
                yield break;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> CellsAsync<TRow>(
        IAsyncEnumerable<TRow> rows, DataColumn<TRow>[] columns,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in rows.WithCancellation(cancel))
            yield return Array.ConvertAll(columns, column => column.Export is { } export ? export(row) : Known(column.Text(row)));
    }

    // What people see as a dash is nothing in a file.
    private static string? Known(string text) => text.Length == 0 || text == NumberFormat.Dash ? null : text;
}
