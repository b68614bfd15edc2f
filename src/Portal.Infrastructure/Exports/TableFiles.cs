namespace Portal.Infrastructure.Exports;

/// <summary>Writes rows to a stream as they come; memory does not grow with them.</summary>
public static class TableFiles
{
    private const int HandOn = 64 * 1024;

    /// <param name="title">What the rows are, as a workbook names its sheet.</param>
    /// <param name="rows">The cells of each row; see <see cref="TableFile"/> for what they may be.</param>
    public static async Task WriteAsync(
        Stream target, ExportFormat format, string title, IReadOnlyList<FileColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancellationToken)
    {
        await using var held = new HeldStream();
        using (var file = TableFile.Open(format, held, title, columns))
        {
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                file.Add(row);
                if (held.Waiting > HandOn)
                    await held.HandOnAsync(target, cancellationToken);
            }

            file.End();
        }

        await held.HandOnAsync(target, cancellationToken);
    }
}
