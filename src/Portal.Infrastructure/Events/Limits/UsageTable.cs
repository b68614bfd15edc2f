using Npgsql;
using Portal.Domain.Billing;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Events.Limits;

/// <summary>The usage of stores as the database has it. Commits count themselves there, by a trigger on their ledger.</summary>
internal sealed class UsageTable(PortalDatabase database)
{
    /// <summary>Brings the figures of some stores, all of the same month, up to date.</summary>
    /// <exception cref="NpgsqlException">The database does not answer in time.</exception>
    public async Task RefreshAsync(IReadOnlyList<StoreUsage> stores, CancellationToken cancellationToken)
    {
        // What was added before the question is in the answer, since it was committed first.
        var included = stores.ToDictionary(store => store.TenantId, store => store.Added);
        await using var command = database.Lookup.CreateCommand("select tenant_id, events, crossed_at from month_usage($1, $2, $3)");
        command.Parameters.Add(new() { Value = stores.Select(store => store.TenantId).ToArray() });
        command.Parameters.Add(new() { Value = stores.Select(store => store.Plan.MonthlyEvents ?? 0).ToArray() });
        command.Parameters.Add(new() { Value = stores[0].Month });
        var known = stores.ToDictionary(store => store.TenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var tenantId = reader.GetGuid(0);
            known[tenantId].Refresh(reader.GetInt64(1), included[tenantId],
                reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2));
        }
    }

    /// <summary>Writes down when a store crossed its quota, unless another node did so before.</summary>
    public async Task RecordCrossingAsync(StoreUsage store, DateTimeOffset crossedAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand(
            "insert into quota_crossings (tenant_id, month, quota, crossed_at) values ($1, $2, $3, $4) on conflict do nothing", connection);
        command.Parameters.Add(new() { Value = store.TenantId });
        command.Parameters.Add(new() { Value = store.Month });
        command.Parameters.Add(new() { Value = store.Plan.MonthlyEvents ?? 0 });
        command.Parameters.Add(new() { Value = crossedAt.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
