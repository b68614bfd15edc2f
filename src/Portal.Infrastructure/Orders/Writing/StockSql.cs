namespace Portal.Infrastructure.Orders.Writing;

/// <summary>
/// The statement that appends to the movements what the touched orders now take from the shelf, or put back on it, beyond what
/// was moved for them. Like the ledger it follows from what is stored, so that run twice it moves nothing. $1 is the tenant, $4 now.
/// </summary>
internal static class StockSql
{
    // What a column of whole units holds with room for sums; more than this in one line is a mistake of its source.
    private const string MaxUnits = "10000000";

    // A store that counts nothing has nothing to look through.
    private const string Counts = "exists (select from stock_levels where tenant_id = $1 and counted_since is not null)";

    // Goods leave when the order is placed. Called off, they are back on the day of the cancellation. Worked out once: in a store
    // without statistics the planner would do it again for each variant that it is joined with.
    private const string Sold = $"""
        sold as materialized (
          select o.id as order_id, 'sale' as kind, l.line, l.variant_id, m.at, o.placed_at as counted_at, m.sign * round(l.quantity)::integer as quantity
          from touched_documents d
          join orders o on o.tenant_id = $1 and o.id = d.document_id and o.status <> 'draft'
          join order_lines l on l.tenant_id = $1 and l.order_id = o.id and l.variant_id is not null and l.quantity <= {MaxUnits}
          cross join lateral (
            select o.placed_at as at, -1 as sign
            union all
            select coalesce(o.cancelled_at, o.revised_at), 1 where o.status = 'cancelled') m
          where {Counts}
        )
        """;

    private const string Returned = $"""
        returned as materialized (
          select b.order_id, 'return' as kind, b.line, v.id as variant_id, b.at, b.at as counted_at, round(b.quantity)::integer as quantity
          from (
            select r.order_id, coalesce(l.order_line, 0) as line, l.sku, r.refunded_at as at, l.quantity
            from touched_documents d
            join orders o on o.tenant_id = $1 and o.id = d.document_id and o.status not in ('draft', 'cancelled')
            join refunds r on r.tenant_id = $1 and r.order_id = o.id
            join refund_lines l on l.tenant_id = $1 and l.refund_id = r.id and l.restock
            union all
            select r.order_id, l.order_line, l.sku, r.received_at, l.quantity
            from touched_documents d
            join orders o on o.tenant_id = $1 and o.id = d.document_id and o.status not in ('draft', 'cancelled')
            join returns r on r.tenant_id = $1 and r.order_id = o.id and r.state in ('received', 'closed') and r.received_at is not null
            join return_lines l on l.tenant_id = $1 and l.return_id = r.id and l.restock) b
          join variants v on v.tenant_id = $1 and v.sku = b.sku
          where b.quantity <= {MaxUnits} and {Counts}
        )
        """;

    /// <summary>
    /// Appends the differences, at the place where the order's goods lay: the default location where it is counted, else the one counted
    /// first.
    /// </summary>
    public const string Move = $"""
        with {Sold}, {Returned}, held as (
          select m.order_id, m.kind, m.order_line as line, m.variant_id, m.location_id, m.occurred_at as at, m.quantity
          from touched_documents d
          join stock_movements m on m.tenant_id = $1 and m.order_id = d.document_id and m.kind in ('sale', 'return')
        ), places as (
          select order_id, variant_id, (array_agg(location_id order by at, location_id))[1] as location_id from held
            group by order_id, variant_id
        ), wanted as (
          select w.order_id, w.kind, w.line, w.variant_id, s.location_id, w.at, w.quantity
          from (select * from sold union all select * from returned) w
          join variants v on v.tenant_id = $1 and v.id = w.variant_id and v.is_stocked
          left join places p on p.order_id = w.order_id and p.variant_id = w.variant_id
          cross join lateral (
            select s.location_id from stock_levels s join locations l on l.tenant_id = $1 and l.id = s.location_id
            where s.tenant_id = $1 and s.variant_id = w.variant_id and s.counted_since <= w.counted_at
            order by s.location_id is not distinct from p.location_id desc, l.is_default desc, s.counted_since, s.location_id limit 1) s
        ), differences as (
          select order_id, kind, line, variant_id, location_id, at, sum(quantity)::integer as quantity from (
            select * from wanted
            union all
            select order_id, kind, line, variant_id, location_id, at, -quantity from held) b
          group by order_id, kind, line, variant_id, location_id, at having sum(quantity) <> 0
        )
        insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at, recorded_at, order_id, order_line)
        select $1, variant_id, location_id, kind, quantity, at, $4, order_id, line from differences
        """;
}
