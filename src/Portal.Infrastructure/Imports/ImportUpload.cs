using System.Buffers;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Workloads;

namespace Portal.Infrastructure.Imports;

/// <summary>
/// Takes a file in: piece by piece into the database, so that whichever node works on it can read it, again after a crash as
/// well. Nothing is kept unless it is finished. It holds a connection for imports, so the file has to be here already: see
/// <see cref="Portal.Infrastructure.Shared.Spooling.Spool"/>.
/// </summary>
public sealed class ImportUpload : IAsyncDisposable
{
    /// <summary>Bytes of a file at most, as it is sent.</summary>
    public const long LargestFile = 512L * 1024 * 1024;

    private const int ChunkBytes = 1024 * 1024;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly Guid _tenantId;
    private long _bytes;

    private ImportUpload(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid tenantId) =>
        (_connection, _transaction, _tenantId) = (connection, transaction, tenantId);

    public Guid Id { get; } = Guid.CreateVersion7();

    public static async Task<ImportUpload> BeginAsync(PortalDatabase database, Guid tenantId, CancellationToken cancellationToken)
    {
        using var scope = WorkloadScope.Enter(Workload.Import);
        var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        return new(connection, await connection.BeginTransactionAsync(cancellationToken), tenantId);
    }

    /// <summary>Keeps the file.</summary>
    /// <returns>False when it is larger than allowed.</returns>
    public async Task<bool> AddAsync(Stream file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (var number = 0; ; number++)
            {
                var length = await file.ReadAtLeastAsync(buffer.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false,
                    cancellationToken);
                _bytes += length;
                if (length == 0 || _bytes > LargestFile)
                    return _bytes <= LargestFile;
                await using var command = new NpgsqlCommand(
                    "insert into import_chunks (tenant_id, import_id, number, content) values ($1, $2, $3, $4)", _connection);
                command.Parameters.Add(new() { Value = _tenantId });
                command.Parameters.Add(new() { Value = Id });
                command.Parameters.Add(new() { Value = number });
                command.Parameters.Add(new() { Value = new ArraySegment<byte>(buffer, 0, length), NpgsqlDbType = NpgsqlDbType.Bytea });
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The first rows of the file that was kept; null when it holds none.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, or exceeds a limit.</exception>
    public async Task<ImportPreview?> PreviewAsync(ImportSettings settings, ImportFileOptions limits,
        CancellationToken cancellationToken) =>
        await ImportPreview.ReadAsync(_connection, _tenantId, Id, settings, limits, cancellationToken);

    /// <summary>Lets the import wait for a node, or for its mapping when it is only uploaded.</summary>
    public async Task FinishAsync(NewImport import, ImportPreview preview, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            with kept as (
              insert into imports (tenant_id, id, kind, file_name, mapping, options, dry_run, state, created_at, created_by, bytes, headers)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning state)
            select pg_notify('{ImportService.ChannelName}', '') from kept where state = 'queued'
            """, _connection);
        command.Parameters.Add(new() { Value = _tenantId });
        command.Parameters.Add(new() { Value = Id });
        command.Parameters.Add(new() { Value = import.Kind.Name });
        command.Parameters.Add(new() { Value = SafeFileName.Of(import.FileName, "file.csv") });
        command.Parameters.Add(new()
        {
            Value = import.Mapping is null ? DBNull.Value : JsonSerializer.Serialize(import.Mapping),
            NpgsqlDbType = NpgsqlDbType.Jsonb
        });
        command.Parameters.Add(new()
        {
            Value = JsonSerializer.Serialize(import.Settings, ImportSettings.Json),
            NpgsqlDbType = NpgsqlDbType.Jsonb
        });
        command.Parameters.Add(new() { Value = import.IsDryRun });
        command.Parameters.Add(new() { Value = import.IsReady ? "queued" : "uploaded" });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = import.CreatedBy });
        command.Parameters.Add(new() { Value = _bytes });
        command.Parameters.Add(new() { Value = preview.Headers.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

/// <summary>An import that is about to wait for its turn.</summary>
/// <param name="Mapping">From header to field; null only while it is not ready.</param>
/// <param name="CreatedBy">A person's name, or what spoke for the store.</param>
/// <param name="IsReady">False keeps it until somebody has chosen its mapping.</param>
public sealed record NewImport(
    ImportKind Kind, string FileName, IReadOnlyDictionary<string, string>? Mapping, ImportSettings Settings, bool IsDryRun,
    string CreatedBy, bool IsReady);
