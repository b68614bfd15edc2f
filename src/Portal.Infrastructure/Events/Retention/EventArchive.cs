using System.Globalization;
using System.IO.Compression;
using Npgsql;

namespace Portal.Infrastructure.Events.Retention;

/// <summary>
/// Writes a store's day of events as <c>{directory}/{store}/{yyyy-MM-dd}.csv.gz</c> with a header before it is deleted.
/// A file is complete or not there: it is written under another name first.
/// </summary>
internal sealed class EventArchive(string directory)
{
    /// <returns>Rows written.</returns>
    public async Task<long> WriteAsync(NpgsqlConnection connection, Guid tenantId, DateOnly day, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory, tenantId.ToString())).FullName;
        var file = Path.Combine(folder, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".csv.gz");
        var unfinished = file + ".part";
        long rows;
        await using (var target = File.Create(unfinished))
        await using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            rows = await CopyAsync(connection, tenantId, day, gzip, cancellationToken);
        }

        File.Move(unfinished, file, overwrite: true);
        return rows;
    }

    // COPY takes no parameters; both values are written by us in a form that holds no quote.
    private static async Task<long> CopyAsync(NpgsqlConnection connection, Guid tenantId, DateOnly day, Stream target, CancellationToken cancellationToken)
    {
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"copy (select * from events where tenant_id = '{tenantId:D}' and event_day = '{day:yyyy-MM-dd}' order by occurred_at, message_id) to stdout (format csv, header)");
        using var source = await connection.BeginTextExportAsync(sql, cancellationToken);
        await using var writer = new StreamWriter(target);
        var lines = -1L;
        while (await source.ReadLineAsync(cancellationToken) is { } line)
        {
            await writer.WriteLineAsync(line.AsMemory(), cancellationToken);
            lines++;
        }

        return lines;
    }
}
