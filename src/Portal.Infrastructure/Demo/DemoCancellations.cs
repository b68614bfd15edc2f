using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Calls off the demo's orders that are due for it, as a shop does: the order is stated again as cancelled. Safe to repeat.
/// </summary>
internal sealed class DemoCancellations(NpgsqlConnection connection, DemoTarget target)
{
    private const string Open = """
        select number, placed_at from orders
        where tenant_id = $1 and source = 'demo' and status in ('pending', 'paid') and placed_at >= $2 and number ~ '^KK-[0-9]{5,9}$'
        """;

    private const string Details = """
        select o.id, o.number, o.placed_at, c.external_id, o.country, o.channel, o.coupon, o.tax, o.shipping, o.total,
          array_agg(l.sku order by l.line), array_agg(l.name order by l.line), array_agg(l.quantity order by l.line),
          array_agg(l.unit_price order by l.line), array_agg(l.discount order by l.line)
        from orders o
        join customers c on c.tenant_id = $1 and c.id = o.customer_id
        join order_lines l on l.tenant_id = $1 and l.order_id = o.id
        where o.tenant_id = $1 and o.external_id = any($2) group by o.tenant_id, o.id, c.external_id
        """;

    public async Task RunAsync(ulong seed, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = new Dictionary<string, DateTimeOffset>();
        await foreach (var row in RowsAsync(Open, since.UtcDateTime, cancellationToken))
        {
            if (DemoFates.CancelledAt(seed, row.GetString(0), new(row.GetDateTime(1), TimeSpan.Zero)) is { } at && at <= now)
                due[row.GetString(0)] = at;
        }

        if (due.Count == 0)
            return;

        var orders = new List<OrderInput>();
        var payments = new List<PaymentInput>();
        await foreach (var row in RowsAsync(Details, due.Keys.ToArray(), cancellationToken))
        {
            var order = Cancelled(row, due[row.GetString(1)]);
            orders.Add(order);
            payments.AddRange(DemoPayments.Of(
                DemoFates.Of(seed, order.ExternalId), row.GetGuid(0), order.ExternalId, order.PlacedAt, row.GetDecimal(9),
                isCancelled: true));
        }

        var batch = new OrderInputBatch(orders) { Payments = payments };
        await OrderWriter.WriteAsync(connection, target.TenantId, OrderSource.Demo, batch, now, cancellationToken);
    }

    private static OrderInput Cancelled(NpgsqlDataReader row, DateTimeOffset at)
    {
        var (names, quantities) = (row.GetFieldValue<string[]>(11), row.GetFieldValue<decimal[]>(12));
        var (prices, discounts) = (row.GetFieldValue<decimal[]>(13), row.GetFieldValue<decimal[]>(14));
        var lines = row.GetFieldValue<string[]>(10).Select((sku, index) => new OrderLineInput(
            index + 1, sku, names[index], quantities[index], prices[index], discounts[index]));
        return new(row.GetString(1), new(row.GetDateTime(2), TimeSpan.Zero), at, DemoProfile.Currency, [.. lines])
        {
            Status = OrderStatus.Cancelled,
            CancelledAt = at,
            Customer = new(row.GetString(3)),
            Country = row.GetString(4),
            Channel = row.GetString(5),
            Coupon = row.IsDBNull(6) ? null : row.GetString(6),
            Tax = row.GetDecimal(7),
            TaxIncluded = true,
            Shipping = row.GetDecimal(8),
            StatedTotal = row.GetDecimal(9),
        };
    }

    private async IAsyncEnumerable<NpgsqlDataReader> RowsAsync(
        string sql, object value, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = target.Command(connection, sql, value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return reader;
    }
}
