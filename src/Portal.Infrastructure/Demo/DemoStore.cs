using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Visits;

namespace Portal.Infrastructure.Demo;

/// <summary>Makes a demo store: its products, its customers with their orders, and everything its visitors did.</summary>
/// <param name="owner">The owner role's way in; COPY is not allowed to the application's role.</param>
public sealed class DemoStore(NpgsqlDataSource owner)
{
    /// <summary>
    /// Writes a plan's whole history in one transaction, so that a store is either there with all of it or not at all.
    /// </summary>
    /// <param name="found">Founds the store itself (its row, site, key and members) in the same transaction, before the
    /// rest is written.</param>
    public async Task<DemoTotals> CreateAsync(
        DemoTarget target, DemoPlan plan, Func<NpgsqlConnection, CancellationToken, Task> found, IProgress<DemoProgress>? progress,
        CancellationToken cancellationToken)
    {
        await DemoPartitions.EnsureAsync(owner, plan.From, plan.Until, progress, cancellationToken);

        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await found(connection, cancellationToken);
        await new DemoCatalogueCopy(connection, target).WriteAsync(plan, cancellationToken);
        using var traffic = new DemoTraffic(plan);
        var totals = await new DemoHistory(connection, target).WriteAsync(traffic, plan.Until, null, progress, cancellationToken);
        await new DemoSupplyCopy(connection, target).WriteAsync(plan, cancellationToken);
        await new DemoLedger(connection, target).MoveStockAsync(plan.Until, cancellationToken);
        await DemoMarketing.WriteAsync(connection, target, plan, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        progress?.Report(new(0.99, "Gathering statistics"));

        // Without statistics the first reports would be planned as for empty tables. Of events only the columns that are asked
        // for by value: the wide ones of hundreds of partitions would take half a minute.
        await using var analyze = owner.CreateCommand("""
            analyze products, variants, stock_movements, stock_levels, stock_days, customers, orders, order_lines, payments, refunds, shipments, ledger_entries,
              sales_rollups, product_sales_rollups, product_channel_rollups, customer_order_days, event_batches,
              events (tenant_id, event_day, name, occurred_at, received_at, visitor, is_bot, batch_id, order_id)
            """);
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        progress?.Report(new(1, "The demo store is ready"));
        return totals;
    }
}

/// <summary>When the demo's events count as received.</summary>
/// <param name="At">The instant for all of them; null for each in its own time.</param>
/// <param name="Until">The instant at which everything that happened is known.</param>
internal sealed record DemoReceipt(DateTimeOffset? At, DateTimeOffset Until)
{
    public DateTimeOffset Of(DemoEvent happened) => At ?? happened.ReceivedBy(Until);
}
