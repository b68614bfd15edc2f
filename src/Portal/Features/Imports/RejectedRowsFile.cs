using Portal.Components.Shared.Tables;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.Imports;

namespace Portal.Features.Imports;

/// <summary>The rows of a file that were not taken, as the file had them, behind their line and the reason.</summary>
internal static class RejectedRowsFile
{
    /// <param name="import">Null has no rows: nothing is said of imports that the store does not have.</param>
    public static IResult Of(
        Guid tenantId, ImportStatus? import, ExportFormat format, ImportQueries imports, CancellationToken cancellationToken)
    {
        var name = import is null ? "rejected" : $"{Path.GetFileNameWithoutExtension(import.FileName)}-rejected";
        var columns = Columns(import?.Headers ?? []);
        var rows = import is null ? AsyncEnumerable.Empty<RejectedRow>() : imports.RejectionsAsync(tenantId, import.Id, cancellationToken);
        return ExportFile.Of(format, name, target =>
            TableFiles.WriteAsync(target, format, name, columns,
                rows.Select(row => (IReadOnlyList<object?>)Cells(row, format, columns.Count)), cancellationToken));
    }

    // A file may name a column twice, or as ours are; an object must not.
    private static List<FileColumn> Columns(IReadOnlyList<string> headers)
    {
        var columns = new List<FileColumn>();
        foreach (var header in headers.Prepend("reason").Prepend("line"))
        {
            var key = header;
            for (var number = 2; columns.Exists(column => column.Key == key); number++)
                key = $"{header} {number}";
            columns.Add(new(key, header));
        }

        return columns;
    }

    // Rows may be shorter or longer than the header. CSV is corrected and imported again, so there they stay as they were.
    private static object?[] Cells(RejectedRow row, ExportFormat format, int columns)
    {
        object?[] cells = [row.Line, row.Reason, .. row.Fields];
        return format == ExportFormat.Csv || cells.Length == columns ? cells
            : [.. cells.Concat(Enumerable.Repeat<object?>(null, columns)).Take(columns)];
    }
}
