using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Portal.Domain.Imports;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Imports;

/// <summary>What is known of a store's imports.</summary>
public sealed class ImportQueries(PortalDatabase database, IOptions<ImportFileOptions> options)
{
    private const string SetAside =
        "This import is set aside: several attempts at it failed or did not end. What was taken stays. "
        + "The administrators of the platform can let it be tried again.";

    private const string IsSetAside = $"""
        imports.state = 'running' and exists (
          select 1 from work_units w
          where w.tenant_id = imports.tenant_id and w.service = '{ImportRun.Service}' and w.unit = imports.id::text
            and w.quarantined_at is not null)
        """;

    private const string Columns = $"""
        id, kind, file_name, case when {IsSetAside} then 'failed' else state end, dry_run, created_at, created_by, started_at, finished_at,
        bytes, bytes_read, rows_read, rows_rejected, rows_merged, created, updated, unchanged, headers, mapping, options,
        case when {IsSetAside} then '{SetAside}' else error end, retried_by
        """;

    /// <summary>What a file may be.</summary>
    public ImportFileOptions Limits => options.Value;

    /// <summary>One import; null when the store has none of this id.</summary>
    public Task<ImportStatus?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) =>
        database.FindAsync(tenantId, $"select {Columns} from imports where tenant_id = $1 and id = $2", [id], Read, cancellationToken);

    /// <summary>The latest imports, the newest first.</summary>
    public Task<List<ImportStatus>> LatestAsync(Guid tenantId, int max, CancellationToken cancellationToken) =>
        ReadAsync(tenantId, max, 0, cancellationToken);

    /// <summary>One page of all imports, the newest first.</summary>
    public async Task<TablePage<ImportStatus>> ListAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken)
    {
        var total = await database.FindAsync(tenantId, "select count(*) from imports where tenant_id = $1", [],
            row => (object)row.GetInt64(0), cancellationToken);
        return new(await ReadAsync(tenantId, query.Size, query.Offset, cancellationToken), (long)total!);
    }

    /// <summary>The rows that were not taken, in the order of the file.</summary>
    public IAsyncEnumerable<RejectedRow> RejectionsAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) =>
        database.StreamAsync(
        tenantId, "select line, reason, fields from import_rejections where tenant_id = $1 and import_id = $2 order by line", [id],
        row => new RejectedRow(row.GetInt64(0), row.GetString(1), row.GetFieldValue<string[]>(2)), cancellationToken);

    /// <summary>Why rows were not taken, with how many each, the most frequent first.</summary>
    public Task<List<RejectionReason>> ReasonsAsync(Guid tenantId, Guid id, int max, CancellationToken cancellationToken) =>
        database.ListAsync(
        tenantId,
        "select reason, count(*), min(line) from import_rejections where tenant_id = $1 and import_id = $2 group by reason order by "
            + "count(*) desc, reason limit $3",
        [id, max], row => new RejectionReason(row.GetString(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken);

    /// <summary>How a file begins; null when it is gone.</summary>
    public async Task<ImportPreview?> PreviewAsync(Guid tenantId, Guid id, ImportSettings settings, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        return await ImportPreview.ReadAsync(connection, tenantId, id, settings, Limits, cancellationToken);
    }

    /// <summary>The mapping for some headers: the one the store last used for the kind where it fits, else a guess.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MappingAsync(
        Guid tenantId, ImportKind kind, IReadOnlyList<string> headers, CancellationToken cancellationToken)
    {
        var saved = await database.FindAsync(
            tenantId, "select mapping from import_mappings where tenant_id = $1 and kind = $2", [kind.Name],
            row => JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(0))!, cancellationToken);
        return saved is not null && ColumnMapping.Check(saved, headers, kind.Fields) is null ? saved
            : ColumnMapping.Guess(headers, kind.Fields);
    }

    private Task<List<ImportStatus>> ReadAsync(Guid tenantId, int max, int offset, CancellationToken cancellationToken) =>
        database.ListAsync(
        tenantId, $"select {Columns} from imports where tenant_id = $1 order by created_at desc, id limit $2 offset $3", [max, offset],
        Read, cancellationToken);

    private static ImportStatus Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetFieldValue<DateTimeOffset>(5),
        row.GetString(6), row.Instant(7),
        row.Instant(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14),
        row.GetInt64(15), row.GetInt64(16), row.GetFieldValue<string[]>(17), row.IsDBNull(18) ? null
            : JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(18)),
        JsonSerializer.Deserialize<ImportSettings>(row.GetString(19), ImportSettings.Json)!, row.Text(20),
        row.IsDBNull(21) ? null : row.GetGuid(21));
}

/// <summary>A reason for which rows were not taken.</summary>
/// <param name="FirstLine">Of the file, to look it up.</param>
public sealed record RejectionReason(string Reason, long Rows, long FirstLine);
