using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Imports;

/// <summary>Keeps the rows that were not taken, some thousands at a time.</summary>
internal sealed class ImportRejections(PortalDatabase database, ImportJob job)
{
    private const int Waiting = 5_000;

    // Rows may be long, and those that wait are held.
    private const long WaitingCharacters = 4_000_000;

    // Arrays of arrays would have to be of one length, so the fields travel as JSON.
    private const string Insert = """
        insert into import_rejections (tenant_id, import_id, line, reason, fields, batch)
        select $1, $2, r.line, r.reason, array(select jsonb_array_elements_text(r.fields)), $6
          from unnest($3::bigint[], $4::text[], $5::jsonb[]) as r (line, reason, fields)
        on conflict do nothing
        """;

    private readonly List<RejectedRow> _rows = [];
    private long _characters;

    /// <summary>Forgets those of an attempt that was broken off, except those of batches that were merged.</summary>
    /// <returns>How many stay.</returns>
    public async Task<long> ClearAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            "delete from import_rejections where tenant_id = $1 and import_id = $2 and (batch is null or batch >= $3)",
            [new() { Value = job.MergedBatches }], cancellationToken);
        await using var connection = await database.OpenForTenantAsync(job.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand("select count(*) from import_rejections where tenant_id = $1 and import_id = $2",
            connection);
        command.Parameters.Add(new() { Value = job.TenantId });
        command.Parameters.Add(new() { Value = job.Id });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Keeps what the merge of a batch refused, in the merge's transaction.</summary>
    public async Task AddAsync(
        NpgsqlConnection connection, int batch, IReadOnlyList<RejectedRow> refused, CancellationToken cancellationToken)
    {
        if (refused.Count > 0)
            await ExecuteAsync(connection, Insert, [.. Values(refused), new() { Value = batch }], cancellationToken);
    }

    public async Task AddAsync(long line, string reason, string[] fields, CancellationToken cancellationToken)
    {
        _rows.Add(new(line, reason, fields));
        _characters += fields.Sum(field => field.Length);
        if (_rows.Count == Waiting || _characters > WaitingCharacters)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Keeps what the merge of a dry run refused, apart from its transaction.</summary>
    public async Task AddAllAsync(IReadOnlyList<RejectedRow> refused, CancellationToken cancellationToken)
    {
        _rows.AddRange(refused);
        await FlushAsync(cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
            return;

        await ExecuteAsync(Insert, [.. Values(_rows), new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }],
            cancellationToken);
        _rows.Clear();
        _characters = 0;
    }

    private static NpgsqlParameter[] Values(IReadOnlyList<RejectedRow> rows) =>
    [
        new() { Value = rows.Select(row => row.Line).ToArray() },
        new() { Value = rows.Select(row => row.Reason).ToArray() },
        new()
        {
            Value = rows.Select(row => JsonSerializer.Serialize(Array.ConvertAll(row.Fields, ImportRow.Clean))).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        },
    ];

    private async Task ExecuteAsync(string sql, NpgsqlParameter[] values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(job.TenantId, cancellationToken);
        await ExecuteAsync(connection, sql, values, cancellationToken);
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql, NpgsqlParameter[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = job.TenantId });
        command.Parameters.Add(new() { Value = job.Id });
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
