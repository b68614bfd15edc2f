using Npgsql;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>Keeps a demo store's shelves filled: what its suppliers bring, and what is ordered from them. Safe to repeat.</summary>
internal static class DemoStock
{
    // What was ordered and is due comes in.
    private const string Receive = """
        with due as (
          select o.id, o.location_id, gen_random_uuid() as receipt_id from purchase_orders o where o.tenant_id = $1 and o.status = 'ordered'
            and o.expected_on <= $3
        ), receipts as (
          insert into purchase_receipts (tenant_id, id, purchase_order_id, received_at) select $1, receipt_id, id, $2 from due
        ), lines as (
          update purchase_order_lines l set received = l.quantity from due where l.tenant_id = $1 and l.purchase_order_id = due.id
          returning due.receipt_id, due.location_id, l.line, l.variant_id, l.quantity, l.unit_cost
        ), received as (
          insert into purchase_receipt_lines (tenant_id, receipt_id, line, quantity) select $1, receipt_id, line, quantity from lines
        ), moved as (
          insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at, recorded_at, unit_cost, receipt_id)
          select $1, variant_id, location_id, 'receipt', quantity, $2, $2, unit_cost, receipt_id from lines
        )
        update purchase_orders o set status = 'received', updated_at = $2 from due where o.tenant_id = $1 and o.id = due.id
        """;

    // What lasts less than four days is ordered, enough for six weeks, unless it is on its way; what runs low before is left to
    // whoever looks at the demo.
    private const string Order = """
        with pace as (
          select d.variant_id, -sum(d.sold)::numeric / 28 as a_day from stock_days d where d.tenant_id = $1 and d.day > $3::date - 28
            group by d.variant_id
        ), low as (
          select v.id, v.supplier_id, v.cost, s.location_id, ceil(42 * p.a_day)::integer as quantity
          from variants v
          join pace p on p.variant_id = v.id and p.a_day > 0
          join stock_levels s on s.tenant_id = $1 and s.variant_id = v.id
          where v.tenant_id = $1 and v.supplier_id is not null and s.on_hand < p.a_day * 4
            and not exists (select from purchase_order_lines l where l.tenant_id = $1 and l.variant_id = v.id and l.received < l.quantity)
        ), numbered as (
          select supplier_id, location_id, gen_random_uuid() as id, row_number() over (order by supplier_id) as rank from low
            group by supplier_id, location_id
        ), orders as (
          insert into purchase_orders (tenant_id, id, number, supplier_id, location_id, status, currency, expected_on, created_at,
            ordered_at, updated_at)
          select $1, n.id, 'PO-' || lpad((n.rank + (select coalesce(max(substring(number from '^PO-([0-9]{1,9})$')::integer), 0)
            from purchase_orders where tenant_id = $1))::text, 5, '0'),
                 n.supplier_id, n.location_id, 'ordered', t.currency, $3::date + q.lead_time_days, $2, $2, $2
          from numbered n join suppliers q on q.tenant_id = $1 and q.id = n.supplier_id join tenants t on t.id = $1
        )
        insert into purchase_order_lines (tenant_id, purchase_order_id, line, variant_id, quantity, unit_cost)
        select $1, n.id, row_number() over (partition by n.id order by l.id), l.id, l.quantity, coalesce(l.cost, 0)
        from low l join numbered n on n.supplier_id = l.supplier_id and n.location_id = l.location_id
        """;

    /// <summary>Takes in what is due at an instant and orders what runs low.</summary>
    public static void Restock(NpgsqlBatch rows, DemoTarget target, DateTimeOffset at)
    {
        DemoSales.Add(rows, Receive, target.TenantId, at.UtcDateTime, DemoProfile.DayOf(at));
        DemoSales.Add(rows, Order, target.TenantId, at.UtcDateTime, DemoProfile.DayOf(at));
    }
}
