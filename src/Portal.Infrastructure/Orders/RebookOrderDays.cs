using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Orders;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Orders;

/// <summary>
/// Moves a store's orders, refunds, payments, returns and stock to the days of another time zone. The ledger is not rewritten:
/// what was booked on a day that is none of it any more is taken back, and booked on the right one. It goes on where it was
/// interrupted, and orders may be written meanwhile.
/// </summary>
public sealed class RebookOrderDays(PortalDatabase database, TimeProvider time)
{
    private const int OrdersInStep = 5_000;

    private static readonly string[] Days =
    [
        "update orders o set placed_on = (o.placed_at at time zone $2)::date from touched_documents d where o.tenant_id = $1 and o.id = "
            + "d.document_id",
        "update refunds r set refunded_on = (r.refunded_at at time zone $2)::date from touched_documents d where r.tenant_id = $1 and "
            + "r.order_id = d.document_id",
        "update refunds r set refunded_on = (r.refunded_at at time zone $2)::date from touched_documents d where r.tenant_id = $1 and "
            + "r.id = d.document_id",
        "update payments p set paid_on = (p.paid_at at time zone $2)::date from touched_documents d where p.tenant_id = $1 and "
            + "p.order_id = d.document_id",
        "update returns r set requested_on = (r.requested_at at time zone $2)::date from touched_documents d where r.tenant_id = $1 and "
            + "r.order_id = d.document_id",
    ];

    /// <summary>The stores that changed their zone and are not done.</summary>
    public async Task<IReadOnlyList<Guid>> StoresAsync(CancellationToken cancellationToken)
    {
        var stores = new List<Guid>();
        await using var command = database.App.CreateCommand("select tenant_id from list_stores_to_book_again()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            stores.Add(reader.GetGuid(0));
        return stores;
    }

    /// <summary>Books all days of a store again.</summary>
    /// <returns>How many orders were looked at.</returns>
    public async Task<int> RunAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var booked = 0;
        while (await StepAsync(tenantId, cancellationToken) is { } step)
            booked += step;
        return booked;
    }

    // One transaction: some orders, or at the end what belongs to none.
    private async Task<int?> StepAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(OrderMergeSql.Lock);
        var store = await LedgerStore.LoadAsync(connection, tenantId, cancellationToken);
        if (await ReachedAsync(connection, tenantId, cancellationToken) is not { } reached)
            return null;

        await StagingTables.PrepareAsync(connection, cancellationToken);
        var orders = await RunAsync(
            $"insert into touched_documents select id from orders where tenant_id = $1 and id > $2 order by id limit {OrdersInStep}",
            reached);
        if (orders == 0)
            await RunAsync("insert into touched_documents select id from refunds where tenant_id = $1 and order_id is null");
        foreach (var statement in Days)
            await RunAsync(statement, store.TimeZone);
        await new OrderMerge(connection, store).PostAsync(OrderSource.Member, time.GetUtcNow(), cancellationToken);
        if (orders == 0)
            await RunAsync("with done as (update tenants set days_booked_to = null where id = $1) select count_stock_days_again()");
        else
            await RunAsync(
                "update tenants set days_booked_to = (select document_id from touched_documents order by 1 desc limit 1) where id = $1");
        await transaction.CommitAsync(cancellationToken);
        return orders;

        async Task<int> RunAsync(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            command.Parameters.Add(new() { Value = tenantId });
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<Guid?> ReachedAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select days_booked_to from tenants where id = $1 for update", connection);
        command.Parameters.Add(new() { Value = tenantId, NpgsqlDbType = NpgsqlDbType.Uuid });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }
}
