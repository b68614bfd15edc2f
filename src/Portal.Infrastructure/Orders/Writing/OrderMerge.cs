using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders.Writing;

/// <summary>
/// Makes stored orders, the ledger and its sums, and the movements of stock of what lies in the staging tables, inside the caller's
/// transaction. The one
/// way by which money gets in, whoever states it.
/// </summary>
internal sealed class OrderMerge(NpgsqlConnection connection, LedgerStore store)
{
    private static readonly string[] Statements =
    [
        OrderMergeSql.Lock,
        "analyze staged_orders, staged_lines, staged_refunds, staged_refund_lines",
        OrderMergeSql.Customers,
        OrderMergeSql.Weigh,
        OrderMergeSql.Lines,
        "analyze staged_orders, staged_lines",
        OrderMergeSql.ForgetLesser,
        OrderMergeSql.KeepReplaced,
        OrderMergeSql.Orders,
        OrderMergeSql.RemoveLines,
        OrderMergeSql.InsertLines,
        RefundMergeSql.Weigh,
        RefundMergeSql.Touch,
        RefundMergeSql.Link,
        RefundMergeSql.Refunds,
        RefundMergeSql.RemoveLines,
        RefundMergeSql.InsertLines,
        RefundMergeSql.Payments,
        RefundMergeSql.Shipments,
        "analyze touched_documents",
        RefundMergeSql.Refunded,
        .. Posting,
        StockSql.Move,
        Tell,
    ];

    // Sent when the transaction commits.
    private const string Tell = $"select pg_notify('{OrderWatch.ChannelName}', $1::text) where exists (select from touched_documents)";

    private static string[] Posting =>
    [
        ProductSumsSql.Before,
        LedgerSql.Post,
        "analyze posted_entries",
        LedgerSql.Rollups,
        ProductSumsSql.After,
        ProductSumsSql.Products,
        ProductSumsSql.Channels,
        LedgerSql.CellsBefore,
        LedgerSql.CustomerDays,
        LedgerSql.EmptyCustomerDays,
        LedgerSql.CellsAfter,
        LedgerSql.Presence,
        LedgerDaysSql.Raise,
    ];

    /// <summary>Takes everything in that is staged.</summary>
    public Task RunAsync(OrderSource source, DateTimeOffset now, CancellationToken cancellationToken) =>
        ExecuteAsync(Statements, source, now, cancellationToken);

    /// <summary>Looks at the ledger of stored orders again, whose ids are in touched_documents.</summary>
    public Task PostAsync(OrderSource source, DateTimeOffset now, CancellationToken cancellationToken) =>
        ExecuteAsync([OrderMergeSql.Lock, "analyze touched_documents", RefundMergeSql.Refunded, .. Posting], source, now,
            cancellationToken);

    /// <summary>Looks at the stock that stored orders moved again, whose ids are in touched_documents.</summary>
    public Task MoveStockAsync(OrderSource source, DateTimeOffset now, CancellationToken cancellationToken) =>
        ExecuteAsync([OrderMergeSql.Lock, "analyze touched_documents", StockSql.Move, Tell], source, now, cancellationToken);

    private async Task ExecuteAsync(string[] statements, OrderSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Timeout = 0;
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement);
            if (!statement.StartsWith("analyze", StringComparison.Ordinal))
            {
                command.Parameters.Add(new() { Value = store.TenantId });
                command.Parameters.Add(new() { Value = store.TimeZone, NpgsqlDbType = NpgsqlDbType.Text });
                command.Parameters.Add(new() { Value = store.Currency, NpgsqlDbType = NpgsqlDbType.Text });
                command.Parameters.Add(new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
                command.Parameters.Add(new() { Value = OrderNames.Of(source), NpgsqlDbType = NpgsqlDbType.Text });
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
