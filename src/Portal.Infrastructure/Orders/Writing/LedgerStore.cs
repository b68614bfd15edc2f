using Npgsql;

namespace Portal.Infrastructure.Orders.Writing;

/// <summary>What of a store decides how its orders count: its days and its currency.</summary>
internal sealed record LedgerStore(Guid TenantId, string Currency, string TimeZone)
{
    public static async Task<LedgerStore> LoadAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select currency, time_zone from tenants where id = $1", connection);
        command.Parameters.Add(new() { Value = tenantId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(tenantId, reader.GetString(0), reader.GetString(1));
    }
}
