using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Imports;

/// <summary>Lets an uploaded file, or one that was only tried, be imported; and calls imports off.</summary>
public sealed class StartImport(PortalDatabase database)
{
    /// <summary>Puts the import in line and keeps its mapping for the store's next file of the kind.</summary>
    /// <returns>False when the import is not there or has begun.</returns>
    public async Task<bool> RunAsync(
        Guid tenantId, Guid id, IReadOnlyDictionary<string, string> mapping, ImportSettings settings, bool isDryRun,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand($"""
            with started as (
              update imports set mapping = $3, options = $4, dry_run = $5, state = 'queued', bytes_read = 0, rows_read = 0,
                rows_rejected = 0, rows_merged = 0, created = 0,
                updated = 0, unchanged = 0, merged_batches = 0, attempts = 0, started_at = null, finished_at = null, error = null, cancel_requested = false
              where tenant_id = $1 and id = $2 and (state = 'uploaded' or state in ('finished', 'failed', 'cancelled') and dry_run)
              returning kind
            ), kept as (
              insert into import_mappings (tenant_id, kind, mapping, options) select $1, kind, $3, $4 from started
              on conflict (tenant_id, kind) do update set mapping = excluded.mapping, options = excluded.options)
            select true from started, pg_notify('{ImportService.ChannelName}', '')
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(mapping), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new()
        {
            Value = JsonSerializer.Serialize(settings, ImportSettings.Json),
            NpgsqlDbType = NpgsqlDbType.Jsonb
        });
        command.Parameters.Add(new() { Value = isDryRun });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Ends an import that waits or runs. Batches that are merged stay.</summary>
    public async Task CancelAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("""
            update imports set cancel_requested = true, state = case when state in ('uploaded', 'queued') then 'cancelled' else state end,
              finished_at = case when state in ('uploaded', 'queued') then now() end
            where tenant_id = $1 and id = $2 and state in ('uploaded', 'queued', 'running')
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
