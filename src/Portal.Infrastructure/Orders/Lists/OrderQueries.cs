using Npgsql;
using Portal.Domain.Orders;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Orders.Lists;

/// <summary>One order with everything that belongs to it.</summary>
public sealed class OrderQueries(PortalDatabase database)
{
    /// <summary>The order; null when the store has none of this id.</summary>
    public async Task<OrderDetails?> FindAsync(Guid tenantId, Guid orderId, CancellationToken cancellationToken)
    {
        var order = await database.FindAsync(tenantId, """
            select o.id, o.external_id, o.number, o.status, o.source, o.placed_at, o.placed_on, o.revised_at, o.cancelled_at, o.currency,
              o.exchange_rate, o.tax_included,
              o.subtotal, o.discount, o.tax, o.shipping, o.total, o.refunded, o.stated_total, o.coupon, o.channel, o.country, o.note, c.external_id,
              nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.city, k.orders, k.spent
            from orders o
            left join customers c on c.tenant_id = $1 and c.id = o.customer_id
            left join lateral (
              select count(*) as orders, coalesce(sum((total - refunded) * exchange_rate), 0) as spent from orders
              where tenant_id = $1 and customer_id = o.customer_id and status not in ('draft', 'cancelled')) k on o.customer_id is not null
            where o.tenant_id = $1 and o.id = $2
            """, [orderId], Read, cancellationToken);
        if (order is null)
            return null;

        return order with
        {
            Lines = await LinesAsync(tenantId, orderId, cancellationToken),
            Payments = await database.ListAsync(
                tenantId,
                "select paid_at, method, reference, state, fee, amount from payments where tenant_id = $1 and order_id = $2 order by "
                    + "paid_at desc, external_id", [orderId],
                row => new OrderPaymentRow(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), row.Text(2),
                    OrderNames.Find<PaymentState>(row.GetString(3))!.Value, row.GetDecimal(4), row.GetDecimal(5)), cancellationToken),
            Refunds = await database.ListAsync(tenantId, """
                select r.external_id, r.refunded_at, r.amount, r.tax, r.shipping, r.total, coalesce(l.reasons, array_remove(array[r.reason],
                  null)), r.note, coalesce(l.units, 0)
                from refunds r
                left join lateral (
                  select array_agg(distinct reason order by reason) as reasons, sum(quantity) as units from refund_lines
                    where tenant_id = $1 and refund_id = r.id) l on true
                where r.tenant_id = $1 and r.order_id = $2 order by r.refunded_at desc, r.external_id
                """, [orderId],
                row => new OrderRefund(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetDecimal(2), row.GetDecimal(3),
                    row.GetDecimal(4), row.GetDecimal(5), row.GetFieldValue<string[]>(6), row.Text(7), row.GetDecimal(8)),
                    cancellationToken),
            Shipments = await database.ListAsync(
                tenantId,
                "select carrier, tracking, tracking_url, shipped_at, delivered_at from shipments where tenant_id = $1 and order_id = $2 "
                    + "order by shipped_at desc", [orderId],
                row => new OrderShipment(row.Text(0), row.Text(1), row.Text(2), row.GetFieldValue<DateTimeOffset>(3), row.Instant(4)),
                cancellationToken),
            Returns = await ReturnsAsync(tenantId, orderId, cancellationToken),
            Booked = await database.ListAsync(tenantId, $"""
                select booked_on, {Sum("gross")}, {Sum("discount")}, {Sum("refund")}, {Sum("tax")} - {Sum("refunded_tax")},
                  {Sum("shipping")} - {Sum("refunded_shipping")}, {Sum("fee")},
                  {Sum("cost_of_goods")}, coalesce(sum(units) filter (where kind = 'order'), 0),
                    coalesce(sum(units) filter (where kind = 'gross'), 0),
                  coalesce(sum(units) filter (where kind = 'refund'), 0)
                from ledger_entries where tenant_id = $1 and document_id = $2 group by booked_on order by booked_on
                """, [orderId],
                row => new BookedDay(row.GetFieldValue<DateOnly>(0), new(
                    row.GetDecimal(1), row.GetDecimal(2), row.GetDecimal(3), row.GetDecimal(4), row.GetDecimal(5), row.GetDecimal(6),
                    row.GetDecimal(7), (long)row.GetDecimal(8), row.GetDecimal(9), row.GetDecimal(10))), cancellationToken),
        };
    }

    private Task<List<OrderLine>> LinesAsync(Guid tenantId, Guid orderId, CancellationToken cancellationToken) => database.ListAsync(tenantId, """
        select l.line, l.sku, l.name, l.quantity, l.unit_price, l.discount, l.tax, l.total, l.unit_cost, coalesce(r.units, 0),
          coalesce(r.amount, 0)
        from order_lines l
        left join (
          select k.order_line, sum(k.quantity) as units, sum(k.amount) as amount
          from refunds r join refund_lines k on k.tenant_id = $1 and k.refund_id = r.id
          where r.tenant_id = $1 and r.order_id = $2 group by k.order_line) r on r.order_line = l.line
        where l.tenant_id = $1 and l.order_id = $2 order by l.line
        """, [orderId],
        row => new OrderLine(
            row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetDecimal(3), row.GetDecimal(4), row.GetDecimal(5), row.GetDecimal(6),
            row.GetDecimal(7), row.IsDBNull(8) ? null : row.GetDecimal(8), row.GetDecimal(9), row.GetDecimal(10)), cancellationToken);

    private Task<List<OrderReturn>> ReturnsAsync(Guid tenantId, Guid orderId, CancellationToken cancellationToken) => database.ListAsync(tenantId, """
        select t.external_id, t.state, t.requested_at, t.received_at, coalesce(string_agg(distinct coalesce(nullif(k.name, ''), l.sku),
          ', '), ''), coalesce(array_agg(distinct l.reason) filter (where l.reason is not null), array[]::text[]),
          coalesce(sum(l.quantity), 0), coalesce(sum(l.quantity) filter (where l.restock), 0), t.note
        from returns t
        left join return_lines l on l.tenant_id = $1 and l.return_id = t.id
        left join order_lines k on k.tenant_id = $1 and k.order_id = t.order_id and k.line = l.order_line
        where t.tenant_id = $1 and t.order_id = $2
        group by t.tenant_id, t.id order by t.requested_at desc, t.external_id
        """, [orderId],
        row => new OrderReturn(
            row.GetString(0), OrderNames.Find<ReturnState>(row.GetString(1))!.Value, row.GetFieldValue<DateTimeOffset>(2), row.Instant(3),
            row.GetString(4), row.GetFieldValue<string[]>(5), row.GetDecimal(6), row.GetDecimal(7), row.Text(8)), cancellationToken);

    private static string Sum(string kind) => $"coalesce(sum(store_amount) filter (where kind = '{kind}'), 0)";

    private static OrderDetails Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), OrderNames.Find<OrderStatus>(row.GetString(3))!.Value,
        OrderNames.Find<OrderSource>(row.GetString(4))!.Value,
        row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateOnly>(6), row.GetFieldValue<DateTimeOffset>(7), row.Instant(8),
        row.GetString(9), row.GetDecimal(10),
        row.GetBoolean(11), row.GetDecimal(12), row.GetDecimal(13), row.GetDecimal(14), row.GetDecimal(15), row.GetDecimal(16),
        row.GetDecimal(17), row.IsDBNull(18) ? null : row.GetDecimal(18), row.Text(19), row.Text(20), row.Text(21), row.Text(22),
        row.IsDBNull(23) ? null : new(row.GetString(23), row.Text(24), row.Text(25), row.Text(26), row.GetInt64(27), row.GetDecimal(28)),
        [], [], [], [], []);
}
