using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Inventory;

/// <summary>Moves stock by hand: what was counted, lost or found, and what goes from one location to another.</summary>
public sealed class MoveStock(PortalDatabase database, TimeProvider time)
{
    private const int MaxUnits = 1_000_000;

    private const string Adjust = """
        insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at, recorded_at, reason, actor_id)
        select $1, v.id, l.id, 'adjustment', $4, $5, $5, $6, $7 from variants v join locations l on l.tenant_id = $1 and l.code = $3
        where v.tenant_id = $1 and v.sku = $2 and v.is_stocked and $4 <> 0
        """;

    private const string Transfer = """
        insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at, recorded_at, reason, actor_id,
          transfer_id)
        select $1, v.id, l.id, 'transfer', case l.code when $3 then -$4 else $4 end, $5, $5, $6, $7, $9
        from variants v join locations l on l.tenant_id = $1 and l.code in ($3, $8) where v.tenant_id = $1 and v.sku = $2 and v.is_stocked
        """;

    /// <summary>Adds units (above 0) or takes them away (below 0).</summary>
    /// <returns>What is wrong, by field.</returns>
    public async Task<FieldErrors> AdjustAsync(
        Guid tenantId, Guid actorId, string sku, string location, int? quantity, string? reason,
        CancellationToken cancellationToken = default)
    {
        var errors = Check(quantity, reason);
        errors.Require(quantity is null or >= -MaxUnits, "quantity", "This is more than a million units.");
        return errors.None && await RunAsync(tenantId, Adjust, sku, location, quantity!.Value, reason, actorId, null, null,
            cancellationToken) == 0
            ? FieldErrors.Of("sku", "There is no such variant, or it has no stock.")
            : errors;
    }

    /// <summary>Moves units from one location to another.</summary>
    /// <returns>What is wrong, by field.</returns>
    public async Task<FieldErrors> TransferAsync(
        Guid tenantId, Guid actorId, string sku, string from, string to, int? quantity, string? reason,
        CancellationToken cancellationToken = default)
    {
        var errors = Check(quantity, reason);
        errors.Require(quantity is null or > 0, "quantity", "Enter how many units go.");
        errors.Require(from != to, "to", "Choose another location.");
        return errors.None && await RunAsync(tenantId, Transfer, sku, from, quantity!.Value, reason, actorId, to,
            Guid.CreateVersion7(time.GetUtcNow()), cancellationToken) == 0
            ? FieldErrors.Of("sku", "There is no such variant, or it has no stock.")
            : errors;
    }

    private static FieldErrors Check(int? quantity, string? reason)
    {
        var errors = new FieldErrors();
        errors.Require(quantity is not (null or 0), "quantity", "Enter how many units.");
        errors.Require(quantity is null or <= MaxUnits, "quantity", "This is more than a million units.");
        errors.Require(reason is null || reason.Length <= 200, "reason", "Use at most 200 characters.");
        return errors;
    }

    private async Task<int> RunAsync(
        Guid tenantId, string sql, string sku, string location, int quantity, string? reason, Guid actorId, string? to, Guid? transfer,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        object?[] values = [tenantId, sku, location, quantity, time.GetUtcNow().UtcDateTime, null, actorId];
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        command.Parameters[5] = new()
        {
            Value = (object?)(string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()) ?? DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Text
        };
        if (to is not null)
        {
            command.Parameters.Add(new() { Value = to });
            command.Parameters.Add(new() { Value = transfer!.Value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
