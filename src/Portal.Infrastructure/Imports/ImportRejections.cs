using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Imports;

/// <summary>Keeps the rows that were not taken, some thousands at a time.</summary>
internal sealed class ImportRejections(PortalDatabase database, ImportJob job)
{
    private const int Waiting = 5_000;

    private readonly List<(long Line, string Reason, string[] Fields)> _rows = [];

    /// <summary>Forgets those of an attempt that was broken off.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) =>
        ExecuteAsync("delete from import_rejections where tenant_id = $1 and import_id = $2", [], cancellationToken);

    public async Task AddAsync(long line, string reason, string[] fields, CancellationToken cancellationToken)
    {
        _rows.Add((line, reason, fields));
        if (_rows.Count == Waiting)
            await FlushAsync(cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
            return;

        // Arrays of arrays would have to be of one length, so the fields travel as JSON.
        await ExecuteAsync("""
            insert into import_rejections (tenant_id, import_id, line, reason, fields)
            select $1, $2, r.line, r.reason, array(select jsonb_array_elements_text(r.fields)) from unnest($3::bigint[], $4::text[], $5::jsonb[]) as r (line, reason, fields)
            on conflict do nothing
            """,
            [
                new() { Value = _rows.Select(row => row.Line).ToArray() },
                new() { Value = _rows.Select(row => row.Reason).ToArray() },
                new() { Value = _rows.Select(row => JsonSerializer.Serialize(row.Fields).Replace("\\u0000", "", StringComparison.Ordinal)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            ], cancellationToken);
        _rows.Clear();
    }

    private async Task ExecuteAsync(string sql, NpgsqlParameter[] values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(job.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = job.TenantId });
        command.Parameters.Add(new() { Value = job.Id });
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
