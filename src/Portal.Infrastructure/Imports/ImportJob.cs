using System.Text.Json;
using Npgsql;

namespace Portal.Infrastructure.Imports;

/// <summary>An import that this node has taken on.</summary>
internal sealed record ImportJob(
    Guid TenantId, Guid Id, ImportKind Kind, IReadOnlyDictionary<string, string> Mapping, ImportSettings Settings, bool IsDryRun,
    int MergedBatches)
{
    /// <summary>How long others leave it alone after a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Takes it; null when another node has it, or it is called off.</summary>
    /// <exception cref="InvalidDataException">This build knows no kind of its name.</exception>
    public static async Task<ImportJob?> TakeAsync(
        NpgsqlConnection connection, Guid tenantId, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            update imports i set state = 'running', lease_until = now() + $4, attempts = attempts + 1, started_at = coalesce(started_at, $3)
            from (select id from imports where tenant_id = $1 and id = $2 and (state = 'queued' or state = 'running'
              and lease_until < now()) for update skip locked) w
            where i.tenant_id = $1 and i.id = w.id
            returning i.kind, i.mapping, i.options, i.dry_run, i.merged_batches
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = Lease });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        var kind = ImportKinds.Find(reader.GetString(0)) ?? throw new InvalidDataException($"There is no kind {reader.GetString(0)}.");
        return new(
            tenantId, id, kind, JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(1))!,
            JsonSerializer.Deserialize<ImportSettings>(reader.GetString(2), ImportSettings.Json)!, reader.GetBoolean(3),
            reader.GetInt32(4));
    }
}
