using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Imports;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Imports.Reading;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// Reads a file into a temporary table of typed rows, row by row without holding more than one, and sorts it into batches of
/// what belongs together.
/// </summary>
internal sealed class ImportStaging(NpgsqlConnection connection, ImportJob job, KnownRates rates, ImportProgress progress,
    ImportFileOptions limits)
{
    private const int RowsInBatch = 50_000;

    private readonly string[] _columns = [.. job.Kind.Fields.Select(field => Column(field.Name))];

    /// <summary>Reads all of it. Rows that cannot be taken go to <see cref="ImportRejections"/>.</summary>
    public async Task ReadAsync(
        NpgsqlConnection source, ImportPreview preview, TimeZoneInfo zone, ImportRejections rejections, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            $"create temp table import_rows (row bigint, "
                + $"{(job.Kind.RefusesInMerge ? "line bigint, fields text[], " : "")}{string.Join(", ", job.Kind.Fields.Select((field, place) => $"{_columns[place]} {SqlType(field.Type)}"))})", cancellationToken);
        await using var file = new ChunkStream(source, job.TenantId, job.Id);
        using var table = await ImportTable.OpenAsync(file, job.Settings.DelimiterSign, limits, cancellationToken);
        var headers = table!.Headers.ToList();
        var row = new ImportRow(
            job.Kind.Fields, [.. job.Kind.Fields.Select(
                field => headers.FindIndex(header => job.Mapping.GetValueOrDefault(header) == field.Name))],
            preview.Numbers(job.Kind, job.Mapping, job.Settings), preview.Dates(job.Kind, job.Mapping, job.Settings, zone));
        await using (var importer = await connection.BeginBinaryImportAsync(
            $"copy import_rows (row, {(job.Kind.RefusesInMerge ? "line, fields, " : "")}{string.Join(", ", _columns)}) from stdin "
                + $"(format binary)", cancellationToken))
        {
            await foreach (var (line, fields) in table.RowsAsync(cancellationToken))
            {
                if (Problem(row, fields, headers.Count) is { } reason)
                {
                    await rejections.AddAsync(line, reason, fields, cancellationToken);
                    progress.Rejected++;
                }
                else
                {
                    importer.StartRow();
                    importer.Write(progress.Read, NpgsqlDbType.Bigint);
                    if (job.Kind.RefusesInMerge)
                        WriteOrigin(importer, line, fields);
                    Write(importer, row);
                }

                progress.Read++;
                await progress.ReportAsync(file.BytesRead, cancellationToken);
            }

            await importer.CompleteAsync(cancellationToken);
        }

        await rejections.FlushAsync(cancellationToken);
        await progress.ReportAsync(file.BytesRead, cancellationToken, isLast: true);
    }

    /// <summary>Cuts the rows into batches, in which all rows of a key are together.</summary>
    /// <returns>How many batches there are.</returns>
    public async Task<int> SortAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync($"""
            analyze import_rows;
            create temp table import_sorted as {Sorted()};
            drop table import_rows;
            create index on import_sorted (batch);
            analyze import_sorted
            """, cancellationToken);
        await using var command = new NpgsqlCommand("select coalesce(max(batch) + 1, 0) from import_sorted",
            connection)
        { CommandTimeout = 0 };
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    // Quoted, since a field may be called order.
    private static string Column(string field) => $"\"{SnakeCase.Convert(field)}\"";

    private string Sorted()
    {
        if (job.Kind.Key is null)
            return string.Create(CultureInfo.InvariantCulture,
                $"select ((row_number() over (order by row) - 1) / {RowsInBatch})::integer as batch, r.* from import_rows r");
        var key = Column(job.Kind.Key);
        return string.Create(CultureInfo.InvariantCulture, $"""
            select k.batch, r.* from import_rows r
            join (select {key}, ((sum(count(*)) over (order by min(row)) - 1) / {RowsInBatch})::integer as batch from import_rows
              group by {key}) k using ({key})
            """);
    }

    /// <summary>Puts the rows of one batch where a kind looks for them.</summary>
    /// <returns>How many rows there are.</returns>
    public async Task<long> OpenBatchAsync(int batch, CancellationToken cancellationToken)
    {
        await ExecuteAsync("drop table if exists import_batch", cancellationToken);
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
            $"create temp table import_batch as select * from import_sorted where batch = {batch}"), cancellationToken);
        await ExecuteAsync("analyze import_batch", cancellationToken);
        await using var count = new NpgsqlCommand("select count(*) from import_batch", connection);
        return (long)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Numbers the keys of a batch, for its parts.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> NumberKeysAsync(int batch, CancellationToken cancellationToken)
    {
        await ExecuteAsync("drop table if exists pg_temp.import_keys", cancellationToken);
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            create temp table import_keys as
            select {KeyText} as key, (row_number() over (order by min(row)) - 1)::integer as place
            from import_sorted where batch = {batch} group by 1
            """), cancellationToken);
        await ExecuteAsync("analyze import_keys", cancellationToken);
        await using var count = new NpgsqlCommand("select count(*)::integer from import_keys", connection);
        return (int)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Puts the rows of some of a batch's keys where a kind looks for them.</summary>
    public async Task OpenPartAsync(int batch, int firstKey, int keys, CancellationToken cancellationToken)
    {
        await ExecuteAsync("drop table if exists pg_temp.import_batch", cancellationToken);
        await ExecuteAsync($"create temp table import_batch as {Part("import_sorted.*", batch, firstKey, keys)}", cancellationToken);
        await ExecuteAsync("analyze import_batch", cancellationToken);
    }

    /// <summary>The places in the file of the rows of one of a batch's keys.</summary>
    public async Task<List<long>> RowsOfKeyAsync(int batch, int key, CancellationToken cancellationToken)
    {
        var rows = new List<long>();
        await using var command = new NpgsqlCommand(Part("import_sorted.row", batch, key, 1), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(reader.GetInt64(0));
        return rows;
    }

    private string KeyText => job.Kind.Key is null ? "row::text" : $"coalesce({Column(job.Kind.Key)}, '')";

    private string Part(string columns, int batch, int firstKey, int keys) => string.Create(CultureInfo.InvariantCulture, $"""
        select {columns} from import_sorted join import_keys k on k.key = {KeyText}
        where batch = {batch} and k.place >= {firstKey} and k.place < {firstKey + keys}
        """);

    private string? Problem(ImportRow row, string[] fields, int width)
    {
        if (fields.Length < width || fields.Length > width && fields.AsSpan(width).ContainsAnyExcept(""))
            return string.Create(CultureInfo.InvariantCulture, $"The row has {fields.Length} values where the header has {width}.");
        try
        {
            return row.Read(fields) ?? job.Kind.Check(row, job.Settings, rates);
        }
        catch (Exception exception) when (exception is ArgumentException or ArithmeticException or FormatException)
        {
            // A value that no check has thought of is a fault of the row, and not of the file.
            return "The row holds a value that cannot be read.";
        }
    }

    private static void WriteOrigin(NpgsqlBinaryImporter importer, long line, string[] fields)
    {
        importer.Write(line, NpgsqlDbType.Bigint);
        importer.Write(Array.ConvertAll(fields, ImportRow.Clean), NpgsqlDbType.Array | NpgsqlDbType.Text);
    }

    private static void Write(NpgsqlBinaryImporter importer, ImportRow row)
    {
        foreach (var value in row.Values)
        {
            switch (value)
            {
                case string text:
                    importer.Write(text, NpgsqlDbType.Text);
                    break;
                case decimal amount:
                    importer.Write(amount, NpgsqlDbType.Numeric);
                    break;
                case DateTimeOffset instant:
                    importer.Write(instant.UtcDateTime, NpgsqlDbType.TimestampTz);
                    break;
                case DateOnly day:
                    importer.Write(day, NpgsqlDbType.Date);
                    break;
                case bool flag:
                    importer.Write(flag, NpgsqlDbType.Boolean);
                    break;
                default:
                    importer.WriteNull();
                    break;
            }
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string SqlType(ImportFieldType type) => type switch
    {
        ImportFieldType.Number => "numeric",
        ImportFieldType.Instant => "timestamptz",
        ImportFieldType.Day => "date",
        ImportFieldType.Flag => "boolean",
        _ => "text",
    };
}
