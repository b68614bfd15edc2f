using Npgsql;
using Portal.Domain.Orders;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Orders;

/// <summary>
/// Takes in what a source states of a store's orders, with the ledger and every sum kept of it, in one transaction. Stating the
/// same again changes nothing, and in whatever order revisions come, the end is the same.
/// </summary>
public sealed class OrderWriter(PortalDatabase database, TimeProvider time)
{
    /// <param name="source">Who states it; a server's word stands against a browser's.</param>
    public async Task<OrderWriteResult> WriteAsync(
        Guid tenantId, OrderSource source, OrderInputBatch batch, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(tenantId, cancellationToken);
        return await turn.WriteAsync(source, batch, cancellationToken);
    }

    /// <summary>Waits until nobody else writes orders of the store, for changes that depend on what is stored.</summary>
    public async Task<OrderLock> TakeTurnAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var hold = new NpgsqlCommand(OrderMergeSql.Lock, connection);
            hold.Parameters.Add(new() { Value = tenantId });
            await hold.ExecuteNonQueryAsync(cancellationToken);
            return new(connection, transaction, tenantId, time.GetUtcNow());
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same inside the caller's transaction, on a connection that may write the store's rows.</summary>
    internal static async Task<OrderWriteResult> WriteAsync(
        NpgsqlConnection connection, Guid tenantId, OrderSource source, OrderInputBatch batch, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var merge = new OrderMerge(connection, await LedgerStore.LoadAsync(connection, tenantId, cancellationToken));
        var orders = new Dictionary<string, InputOutcome>();
        var refunds = new Dictionary<string, InputOutcome>();
        foreach (var round in batch.Rounds())
        {
            await StagingTables.PrepareAsync(connection, cancellationToken);
            await OrderStaging.CopyAsync(connection, source, round, cancellationToken);
            await merge.RunAsync(source, now, cancellationToken);
            await ReadAsync(connection, "select external_id, outcome from staged_orders", orders, cancellationToken);
            await ReadAsync(connection, "select external_id, outcome from staged_refunds", refunds, cancellationToken);
        }

        return new(orders, refunds);
    }

    private static async Task ReadAsync(
        NpgsqlConnection connection, string sql, Dictionary<string, InputOutcome> outcomes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            outcomes[reader.GetString(0)] = InputOutcomeLabels.Read(reader.GetString(1));
        }
    }
}
