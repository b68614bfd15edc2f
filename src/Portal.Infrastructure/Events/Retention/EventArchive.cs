using System.Globalization;
using System.IO.Compression;
using System.Text;
using Npgsql;
using Portal.Infrastructure.Shared.Files;

namespace Portal.Infrastructure.Events.Retention;

/// <summary>
/// Where events go before they are deleted: <c>{directory}/{store}/{name}.csv.gz</c> with a header, each message once. A file
/// is complete or not there, since it is written under another name first; it is the portal's alone to read. Without a directory nothing
/// is kept.
/// </summary>
public sealed class EventArchive(EventOptions options)
{
    private const string Ending = ".csv.gz";
    private const string Unfinished = ".part";
    private const string IdColumn = "message_id";
    private const string VisitorColumn = "visitor";

    /// <summary>Waits until nobody else works on a store's files, and keeps others off them until the transaction ends.</summary>
    public async Task LockAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        if (Folder(tenantId) is null)
        {
            return;
        }

        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('event archive ' || $1, 0))",
            connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId.ToString() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Writes events of a store into a file. What the file held already stays: a day may end again when old events come late.
    /// </summary>
    /// <param name="connection">One that holds <see cref="LockAsync"/>.</param>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="condition">Which events, as SQL without parameters, which COPY does not take.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    public async Task WriteAsync(
        NpgsqlConnection connection, Guid tenantId, string name, string condition, CancellationToken cancellationToken)
    {
        if (Folder(tenantId) is not { } folder)
        {
            return;
        }

        var file = Path.Combine(PrivateFiles.CreateDirectory(folder), name + Ending);
        await using (var target = Create(file + Unfinished))
        {
            var sql = $"copy (select * from events where {condition} order by occurred_at, message_id) to stdout (format csv, header)";
            using var export = await connection.BeginTextExportAsync(sql, cancellationToken);
            var rows = new CsvRecords(export);
            if (File.Exists(file))
            {
                await MergeAsync(rows, file, target, cancellationToken);
            }
            else
            {
                await CopyAsync(rows, target, _ => true, cancellationToken);
            }
        }

        File.Move(file + Unfinished, file, overwrite: true);
    }

    /// <summary>Takes every event of some visitors out of a store's files.</summary>
    /// <returns>Events that were taken out.</returns>
    /// <exception cref="IOException">A file cannot be read or written; it is as it was, and those before it are done.</exception>
    public async Task<long> ForgetAsync(Guid tenantId, IReadOnlyCollection<long> visitors, CancellationToken cancellationToken)
    {
        if (Folder(tenantId) is not { } folder || !Directory.Exists(folder))
        {
            return 0;
        }

        foreach (var leftover in Directory.EnumerateFiles(folder, "*" + Unfinished))
        {
            File.Delete(leftover);
        }

        var unwanted = visitors.Select(visitor => visitor.ToString(CultureInfo.InvariantCulture))
            .ToHashSet().GetAlternateLookup<ReadOnlySpan<char>>();
        var forgotten = 0L;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Ending).Order(StringComparer.Ordinal).ToList())
        {
            forgotten += await ForgetAsync(file, unwanted, cancellationToken);
        }

        return forgotten;
    }

    private string? Folder(Guid tenantId) =>
        options.ArchiveDirectory is { Length: > 0 } directory ? Path.Combine(directory, tenantId.ToString()) : null;

    private static async Task<long> ForgetAsync(
        string file, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> visitors, CancellationToken cancellationToken)
    {
        var forgotten = 0L;
        using (var source = Open(file))
        await using (var target = Create(file + Unfinished))
        {
            var rows = new CsvRecords(source);
            var visitor = (await ReadHeaderAsync(rows, target, cancellationToken)).IndexOf(VisitorColumn);
            if (visitor < 0)
            {
                throw new InvalidDataException($"{file} has no column {VisitorColumn}.");
            }

            await CopyAsync(rows, target, row =>
            {
                var isWanted = !visitors.Contains(row.Field(visitor));
                forgotten += isWanted ? 0 : 1;
                return isWanted;
            }, cancellationToken);
        }

        if (forgotten == 0)
        {
            File.Delete(file + Unfinished);
        }
        else
        {
            File.Move(file + Unfinished, file, overwrite: true);
        }

        return forgotten;
    }

    // The newer rows first, then those of the file that are not among them, in the columns that the table has now.
    private static async Task MergeAsync(CsvRecords rows, string file, StreamWriter target, CancellationToken cancellationToken)
    {
        var columns = await ReadHeaderAsync(rows, target, cancellationToken);
        var id = columns.IndexOf(IdColumn);
        var written = new HashSet<string>(StringComparer.Ordinal);
        await CopyAsync(rows, target, row => written.Add(row.Field(id).ToString()), cancellationToken);

        using var source = Open(file);
        var kept = new CsvRecords(source);
        var former = await ReadHeaderAsync(kept, TextWriter.Null, cancellationToken);
        var formerId = former.IndexOf(IdColumn);
        var places = columns.Select(column => former.IndexOf(column)).ToArray();
        var known = written.GetAlternateLookup<ReadOnlySpan<char>>();
        while (await kept.ReadAsync(cancellationToken))
        {
            if (!known.Contains(kept.Field(formerId)))
            {
                await target.WriteAsync(Arrange(kept, places), cancellationToken);
            }
        }
    }

    private static ReadOnlyMemory<char> Arrange(CsvRecords row, int[] places)
    {
        var line = new StringBuilder();
        foreach (var place in places)
        {
            line.Append(place < 0 ? [] : row.Field(place)).Append(',');
        }

        line[^1] = '\n';
        return line.ToString().AsMemory();
    }

    private static async Task CopyAsync(
        CsvRecords rows, TextWriter target, Func<CsvRecords, bool> isWanted, CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            if (isWanted(rows))
            {
                await WriteAsync(rows, target, cancellationToken);
            }
        }
    }

    /// <returns>The names of the columns.</returns>
    private static async Task<List<string>> ReadHeaderAsync(CsvRecords rows, TextWriter target, CancellationToken cancellationToken)
    {
        await rows.ReadAsync(cancellationToken);
        await WriteAsync(rows, target, cancellationToken);
        return [.. Enumerable.Range(0, rows.Count).Select(index => rows.Field(index).ToString())];
    }

    private static async Task WriteAsync(CsvRecords row, TextWriter target, CancellationToken cancellationToken)
    {
        await target.WriteAsync(row.Record, cancellationToken);
        await target.WriteAsync('\n');
    }

    private static StreamReader Open(string file) => new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), Encoding.UTF8);

    private static StreamWriter Create(string file) =>
        new(new GZipStream(PrivateFiles.Create(file), CompressionLevel.Optimal), new UTF8Encoding(false)) { NewLine = "\n" };
}
