namespace Portal.Infrastructure.Exports;

/// <summary>Writes rows to a stream as they come; memory does not grow with them.</summary>
public static class TableFiles
{
    private const int DrainBytes = 64 * 1024;

    /// <param name="title">What the rows are, as a workbook names its sheet.</param>
    /// <param name="rows">The cells of each row; see <see cref="TableFile"/> for what they may be.</param>
    public static async Task WriteAsync(
        Stream target, ExportFormat format, string title, IReadOnlyList<FileColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken)
    {
        await using var buffer = new BufferedOutputStream();
        await using (var file = await TableFile.CreateAsync(format, buffer, title, columns, cancellationToken))
        {
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                await file.AddAsync(row, cancellationToken);
                if (buffer.BufferedBytes > DrainBytes)
                    await buffer.DrainAsync(target, cancellationToken);
            }

            await file.EndAsync(cancellationToken);
        }

        await buffer.DrainAsync(target, cancellationToken);
    }
}
