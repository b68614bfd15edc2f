using Portal.Infrastructure.Data;
using Portal.Testing.Data;

namespace Portal.Infrastructure.Tests.Orders;

/// <summary>The ledger and what is kept of it as plain text, for tests that compare whole states.</summary>
internal static class LedgerRows
{
    /// <summary>What the ledger says in sum, without the way it came there.</summary>
    public static Task<List<string>> LedgerAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>("""
        select concat_ws(' ', coalesce(o.external_id, r.external_id), e.kind, e.line, nullif(e.sku, ''), 'on', e.booked_on, 'of',
          e.ordered_on, trim_scale(sum(e.units)),
          trim_scale(sum(e.amount)), e.currency, trim_scale(sum(e.store_amount)), nullif(e.channel, ''), nullif(e.country, ''), c.external_id)
        from ledger_entries e
        left join orders o on o.tenant_id = e.tenant_id and o.id = e.document_id
        left join refunds r on r.tenant_id = e.tenant_id and r.id = e.document_id
        left join customers c on c.tenant_id = e.tenant_id and c.id = e.customer_id
        where e.tenant_id = $1
        group by o.external_id, r.external_id, e.kind, e.line, e.sku, e.booked_on, e.ordered_on, e.currency, e.channel, e.country,
          c.external_id
        having sum(e.units) <> 0 or sum(e.amount) <> 0
        order by 1
        """, tenantId);

    /// <summary>The stored orders and refunds, without the ids that are drawn.</summary>
    public static Task<List<string>> OrdersAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>("""
        select concat_ws(' ', o.external_id, o.source, o.status, o.stated_status, o.placed_at at time zone 'UTC',
          o.revised_at at time zone 'UTC', trim_scale(o.total), trim_scale(o.refunded),
          trim_scale(o.tax), c.external_id, (select string_agg(concat_ws(';', l.line, l.sku, trim_scale(l.quantity), trim_scale(l.total)),
            '|' order by l.line)
            from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id),
          (select string_agg(concat_ws(';', r.external_id, trim_scale(r.total)), '|' order by r.external_id) from refunds r
            where r.tenant_id = o.tenant_id and r.order_id = o.id))
        from orders o left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id where o.tenant_id = $1 order by 1
        """, tenantId);

    /// <summary>Orders that refunds alone make refunded, with what their source says of them.</summary>
    public static Task<List<string>> RefundedByRefundsAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>(
        "select external_id || ' ' || stated_status from orders where tenant_id = $1 and stated_status is not null order by 1", tenantId);

    /// <summary>The same, worked out of what is stored of them.</summary>
    public static Task<List<string>> CountedRefundedAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>("""
        select o.external_id || ' ' || coalesce(o.stated_status, o.status)
        from orders o join (select order_id, sum(total) as total from refunds where tenant_id = $1 group by order_id) r on r.order_id = o.id
        where o.tenant_id = $1 and coalesce(o.stated_status, o.status) in ('paid', 'partially_fulfilled', 'fulfilled', 'delivered')
          and r.total > 0 and r.total >= o.total
        order by 1
        """, tenantId);

    /// <summary>The sums by day, as they are kept.</summary>
    public static Task<List<string>> RollupsAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>("""
        select concat_ws(' ', basis, dimension, day, value, trim_scale(orders), trim_scale(gross), trim_scale(discounts),
          trim_scale(refunds), trim_scale(tax), trim_scale(shipping),
          trim_scale(refunded_tax), trim_scale(refunded_shipping), trim_scale(fees), trim_scale(cost), trim_scale(units), trim_scale(refunded_units))
        from sales_rollups where tenant_id = $1
          and (orders, gross, discounts, refunds, tax, shipping, refunded_tax, refunded_shipping, fees, cost, units, refunded_units) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        order by 1
        """, tenantId);

    /// <summary>The same sums, counted from the ledger.</summary>
    public static Task<List<string>> CountedRollupsAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>("""
        select words from (
          select concat_ws(' ', b.basis, v.dimension, b.day, v.value,
            trim_scale(coalesce(sum(units) filter (where kind = 'order'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'gross'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'discount'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'refund'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'tax'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'shipping'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'refunded_tax'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'refunded_shipping'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'fee'), 0)),
            trim_scale(coalesce(sum(store_amount) filter (where kind = 'cost_of_goods'), 0)),
            trim_scale(coalesce(sum(units) filter (where kind = 'gross'), 0)),
            trim_scale(coalesce(sum(units) filter (where kind = 'refund'), 0))) as words
          from ledger_entries e
          cross join lateral (values ('event', e.booked_on), ('order', e.ordered_on)) b (basis, day)
          cross join lateral (values ('all', ''), ('country', e.country), ('channel', e.channel)) v (dimension, value)
          where e.tenant_id = $1
          group by b.basis, v.dimension, b.day, v.value) c
        where words !~ '( 0){12}$'
        order by 1
        """, tenantId);

    /// <summary>The sums of products, as they are kept.</summary>
    public static Task<List<string>> ProductsAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>("""
        select words from (
          select concat_ws(' ', basis, grain, start, sku, orders, trim_scale(units), trim_scale(refunded_units), trim_scale(gross),
            trim_scale(discounts), trim_scale(refunds),
            trim_scale(fees), trim_scale(cost)) as words
          from product_sales_rollups where tenant_id = $1 and (orders, units, refunded_units, gross, discounts, refunds, fees, cost) <> (0,
            0, 0, 0, 0, 0, 0, 0)
          union all
          select concat_ws(' ', 'channel', grain, start, channel, sku, trim_scale(sold)) from product_channel_rollups where tenant_id = $1
            and sold <> 0) s
        order by 1
        """, tenantId);

    /// <summary>Different customers with an order in a range, counted from the orders.</summary>
    public static Task<long> CountedCustomersAsync(this PortalDatabase database, Guid tenantId, DateOnly from, DateOnly to) => database.ScalarAsync<long>("""
        select count(distinct customer_id) from orders where tenant_id = $1 and placed_on between $2 and $3
          and status not in ('draft', 'cancelled')
        """, tenantId, from, to);

    /// <summary>What orders moved, summed by what it is and when it happened.</summary>
    public static Task<List<string>> MovedAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>("""
        select concat_ws(' ', o.external_id, m.kind, m.order_line, v.sku, m.occurred_at at time zone 'UTC', sum(m.quantity))
        from stock_movements m join orders o on o.tenant_id = m.tenant_id and o.id = m.order_id join variants v on v.tenant_id = m.tenant_id
          and v.id = m.variant_id
        where m.tenant_id = $1 group by o.external_id, m.kind, m.order_line, v.sku, m.occurred_at having sum(m.quantity) <> 0 order by 1
        """, tenantId);

    /// <summary>Levels, as they are kept.</summary>
    public static Task<List<string>> StockAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>(
        "select v.sku || ' ' || s.on_hand from stock_levels s join variants v on v.tenant_id = s.tenant_id and v.id = s.variant_id where "
            + "s.tenant_id = $1 order by 1", tenantId);

    /// <summary>The same, counted from what came in and from the orders as they stand.</summary>
    public static Task<List<string>> CountedStockAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>("""
        select v.sku || ' ' || (c.came
          - coalesce((select sum(l.quantity) from orders o join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id
              where o.tenant_id = $1 and l.sku = v.sku and o.status not in ('draft', 'cancelled') and o.placed_at >= c.since), 0)
          + coalesce((select sum(l.quantity) from refunds r join refund_lines l on l.tenant_id = r.tenant_id and l.refund_id = r.id
              join orders o on o.tenant_id = r.tenant_id and o.id = r.order_id
              where r.tenant_id = $1 and l.sku = v.sku and l.restock and o.status not in ('draft', 'cancelled')
                and r.refunded_at >= c.since), 0))::integer
        from variants v
        join (select variant_id, sum(quantity) as came, min(occurred_at) as since from stock_movements where tenant_id = $1
          and kind = 'receipt' group by variant_id) c on c.variant_id = v.id
        where v.tenant_id = $1 order by 1
        """, tenantId);

    /// <summary>Orders by day and state, as they are kept.</summary>
    public static Task<List<string>> OrderCountsAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>(
        "select concat_ws(' ', day, status, refunded, orders) from order_counts where tenant_id = $1 and orders <> 0 order by 1", tenantId);

    /// <summary>The same, counted.</summary>
    public static Task<List<string>> CountedOrderCountsAsync(this PortalDatabase database, Guid tenantId) => database.ListAsync<string>(
        "select concat_ws(' ', placed_on, status, refunded > 0, count(*)) from orders where tenant_id = $1 group by placed_on, status, "
            + "refunded > 0 order by 1", tenantId);
}
