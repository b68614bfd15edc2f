using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Demo;

/// <summary>Takes a demo's orders, payments and refunds in by the same way as any shop's, inside the caller's transaction.</summary>
internal sealed class DemoLedger(NpgsqlConnection connection, DemoTarget target)
{
    private const int OrdersAtOnce = 20_000;
    private static readonly (string Table, string Column)[] OfOrders =
    [
        ("ledger_entries", "document_id"), ("stock_movements", "order_id"), ("shipments", "order_id"), ("order_revisions", "order_id"),
        ("order_lines", "order_id"), ("orders", "id"),
    ];

    public async Task WriteAsync(
        IReadOnlyCollection<DemoOrder> orders, IReadOnlyCollection<DemoRefund> refunds, CancellationToken cancellationToken)
    {
        if (orders.Count + refunds.Count == 0)
            return;

        foreach (var chunk in orders.Chunk(OrdersAtOnce))
        {
            var batch = new OrderInputBatch([.. chunk.Select(Order)]) { Payments = [.. chunk.SelectMany(Payments)] };
            await OrderWriter.WriteAsync(connection, target.TenantId, OrderSource.Demo, batch, chunk[^1].PlacedAt, cancellationToken);
        }

        if (refunds.Count > 0)
        {
            var full = refunds.Where(refund => refund.IsFull).Select(refund => refund.OrderNumber).ToHashSet();
            var stated = await RefundsAsync(refunds, full, cancellationToken);
            await OrderWriter.WriteAsync(connection, target.TenantId, OrderSource.Demo, new([]) { Refunds = stated },
                refunds.Max(refund => refund.At), cancellationToken);
        }
    }

    /// <summary>Takes orders away as if they had never been, with everything that was counted of them.</summary>
    /// <param name="wanted">Answers the ids of orders for $1 the tenant, $2 an instant and $3 its day.</param>
    public async Task ForgetAsync(string wanted, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await StagingTables.PrepareAsync(connection, cancellationToken);
        await ExecuteAsync($"insert into touched_documents {wanted}", [since.UtcDateTime, DateOnly.FromDateTime(since.UtcDateTime)],
            cancellationToken);
        await ExecuteAsync(
            "update orders set status = 'draft', stated_status = null where tenant_id = $1 and id in (select document_id from "
            + "touched_documents)", [], cancellationToken);
        await ExecuteAsync("delete from payments where tenant_id = $1 and order_id in (select document_id from touched_documents)", [],
            cancellationToken);
        await PostAsync(cancellationToken);
        foreach (var (table, column) in OfOrders)
            await ExecuteAsync($"delete from {table} where tenant_id = $1 and {column} in (select document_id from touched_documents)", [],
                cancellationToken);
    }

    /// <summary>Gives orders that are older than the ledger their entries.</summary>
    public async Task PostMissingAsync(CancellationToken cancellationToken)
    {
        await StagingTables.PrepareAsync(connection, cancellationToken);
        await ExecuteAsync("""
            insert into touched_documents select o.id from orders o
            where o.tenant_id = $1 and o.source = 'demo' and not exists (select from ledger_entries e where e.tenant_id = $1
              and e.document_id = o.id)
            """, [], cancellationToken);
        await PostAsync(cancellationToken);
    }

    /// <summary>Takes the goods of all orders from the shelves, which are filled by now.</summary>
    public Task MoveStockAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        MoveStockAsync("select id from orders where tenant_id = $1", [], now, cancellationToken);

    /// <summary>Puts what came back of some orders on the shelves.</summary>
    public Task MoveStockAsync(IReadOnlyCollection<Guid> orders, DateTimeOffset now, CancellationToken cancellationToken) =>
        MoveStockAsync("select id from orders where tenant_id = $1 and id = any($2)", [orders.ToArray()], now, cancellationToken);

    private async Task MoveStockAsync(string wanted, object[] values, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await StagingTables.PrepareAsync(connection, cancellationToken);
        await ExecuteAsync($"insert into touched_documents {wanted}", values, cancellationToken);
        await new OrderMerge(connection, await LedgerStore.LoadAsync(connection, target.TenantId, cancellationToken))
            .MoveStockAsync(OrderSource.Demo, now, cancellationToken);
    }

    private async Task PostAsync(CancellationToken cancellationToken) =>
        await new OrderMerge(connection, await LedgerStore.LoadAsync(connection, target.TenantId, cancellationToken))
            .PostAsync(OrderSource.Demo, TimeProvider.System.GetUtcNow(), cancellationToken);

    private static OrderInput Order(DemoOrder order) => new(
        order.Number, order.PlacedAt, order.PlacedAt, DemoProfile.Currency,
        [.. order.Lines.Select((line, index) => new OrderLineInput(
            index + 1, line.Product.Sku, line.Product.LineName, line.Quantity, line.UnitPrice, line.Discount))])
    {
        Id = order.Id,
        Status = order.Fate is DemoFate.Declined or DemoFate.Unpaid ? OrderStatus.Pending : OrderStatus.Paid,
        Customer = new(order.Customer.ExternalId),
        Country = order.Customer.Place.Country,
        Channel = order.Channel,
        Coupon = order.Coupon,
        Tax = order.Tax,
        TaxIncluded = true,
        Shipping = order.Shipping,
        StatedTotal = order.Total,
    };

    private static IEnumerable<PaymentInput> Payments(DemoOrder order) =>
        DemoPayments.Of(order.Fate, order.Id, order.Number, order.PlacedAt, order.Total);

    private async Task<List<RefundInput>> RefundsAsync(
        IReadOnlyCollection<DemoRefund> refunds, HashSet<string> full, CancellationToken cancellationToken)
    {
        var sold = new Dictionary<string, (decimal Shipping, List<OrderLineInput> Lines)>();
        await using (var command = new NpgsqlCommand("""
            select o.number, o.shipping, l.line, l.sku, l.name, l.quantity, l.total from orders o join order_lines l on l.tenant_id = $1
              and l.order_id = o.id
            where o.tenant_id = $1 and o.external_id = any($2) order by o.number, l.line
            """, connection))
        {
            command.Parameters.Add(new() { Value = target.TenantId });
            command.Parameters.Add(new() { Value = refunds.Select(refund => refund.OrderNumber).ToArray() });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (!sold.TryGetValue(reader.GetString(0), out var order))
                    sold[reader.GetString(0)] = order = (reader.GetDecimal(1), []);
                order.Lines.Add(new(reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetDecimal(5),
                    reader.GetDecimal(6)));
            }
        }

        return [.. refunds.Where(refund => sold.ContainsKey(refund.OrderNumber))
            .Select(refund => Refund(refund, sold[refund.OrderNumber], full.Contains(refund.OrderNumber)))];
    }

    // The price of a line stands for its total here. A part that equals a line's is that line; otherwise it is money alone.
    private static RefundInput Refund(DemoRefund refund, (decimal Shipping, List<OrderLineInput> Lines) order, bool isFull)
    {
        var given = isFull ? order.Lines : order.Lines.Where(line => line.UnitPrice == refund.Amount).Take(1).ToList();
        var lines = given.Select((line, index) => new RefundLineInput(
            index + 1, line.Line, line.Sku, line.Name, line.Quantity, line.UnitPrice, 0, refund.Reason)).ToList();
        var shipping = isFull ? order.Shipping : 0;
        return new("ref-" + refund.OrderNumber, refund.OrderNumber, refund.At, DemoProfile.Currency, lines)
        {
            Amount = refund.Amount - lines.Sum(line => line.Amount) - shipping,
            Shipping = shipping,
            Reason = refund.Reason,
        };
    }

    private async Task ExecuteAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = target.Command(connection, sql, values);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
