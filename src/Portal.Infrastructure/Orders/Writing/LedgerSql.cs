namespace Portal.Infrastructure.Orders.Writing;

/// <summary>
/// The statements that append to the ledger what the touched documents now say beyond what it holds of them, and that add the
/// same to every sum kept of it. $1 is the tenant, $2 its time zone, $4 now, $5 the source. Run twice, they add nothing.
/// </summary>
internal static class LedgerSql
{
    private const string Key =
        "document_id, kind, line, sku, currency, exchange_rate, booked_on, ordered_on, customer_id, channel, country, cause_id";

    // An order's first revision counts on the day it was placed, each later one on its own; what it replaces is taken back then.
    private static readonly string Sales = $"""
        facts as (
          {OrderMergeSql.StoredFacts("touched_documents")}
          union all
          select r.order_id, r.revised_at, r.line, r.kind, r.sku, r.units, r.amount
          from touched_documents d join order_revisions r on r.tenant_id = $1 and r.order_id = d.document_id
        ), revisions as (
          select document_id, revised_at, row_number() over w = 1 as is_first, lead(revised_at) over w as replaced_at
          from (select document_id, revised_at from facts group by 1, 2) f
          window w as (partition by document_id order by revised_at)
        ), sales as (
          select f.document_id, f.kind, f.line, f.sku, o.currency, o.exchange_rate, b.day as booked_on, o.placed_on as ordered_on,
                 case when f.kind = 'order' then o.customer_id end as customer_id, coalesce(o.channel, '') as channel, coalesce(o.country,
                   '') as country,
                 null::uuid as cause_id, b.sign * f.units as units, b.sign * f.amount as amount
          from facts f
          join revisions r on r.document_id = f.document_id and r.revised_at = f.revised_at
          join orders o on o.tenant_id = $1 and o.id = f.document_id
          cross join lateral (
            select case when r.is_first then o.placed_on else (r.revised_at at time zone $2)::date end as day, 1 as sign
            union all
            select (r.replaced_at at time zone $2)::date, -1 where r.replaced_at is not null) b
        )
        """;

    // What goes back for an order that was called off is money of no sale any more.
    private const string Refunds = """
        gone_back as (
          select r.*, o.placed_on, o.channel as order_channel, o.country as order_country from touched_documents d
          join orders o on o.tenant_id = $1 and o.id = d.document_id
          join refunds r on r.tenant_id = $1 and r.order_id = o.id
          where o.status not in ('draft', 'cancelled')
          union all
          select r.*, r.refunded_on, null, null from touched_documents d
          join refunds r on r.tenant_id = $1 and r.id = d.document_id and r.order_id is null
        ), refunded as (
          select coalesce(r.order_id, r.id) as document_id, f.kind, f.line, f.sku, r.currency, r.exchange_rate, r.refunded_on as booked_on,
            r.placed_on as ordered_on,
                 null::uuid as customer_id, coalesce(r.order_channel, r.channel, '') as channel, coalesce(r.order_country, r.country,
                   '') as country, r.id as cause_id,
                 f.units, f.amount
          from gone_back r
          cross join lateral (
            select 'refund' as kind, coalesce(l.order_line, l.line) as line, l.sku, l.quantity as units, l.amount
            from refund_lines l where l.tenant_id = $1 and l.refund_id = r.id
            union all
            select 'refunded_tax', coalesce(l.order_line, l.line), l.sku, 0, l.tax from refund_lines l where l.tenant_id = $1
              and l.refund_id = r.id and l.tax <> 0
            union all
            select 'refund', 0, '', 0, r.amount - (select coalesce(sum(amount), 0) from refund_lines where tenant_id = $1
              and refund_id = r.id)
            union all
            select 'refunded_tax', 0, '', 0, r.tax - (select coalesce(sum(tax), 0) from refund_lines where tenant_id = $1
              and refund_id = r.id)
            union all
            select 'refunded_shipping', 0, '', 0, r.shipping) f
        ), fees as (
          select o.id as document_id, 'fee' as kind, 0 as line, '' as sku, o.currency, o.exchange_rate, p.paid_on as booked_on, o.placed_on as ordered_on,
                 null::uuid as customer_id, coalesce(o.channel, '') as channel, coalesce(o.country, '') as country, p.id as cause_id,
                   0::numeric as units, p.fee as amount
          from touched_documents d
          join orders o on o.tenant_id = $1 and o.id = d.document_id
          join payments p on p.tenant_id = $1 and p.order_id = o.id
          where p.fee <> 0 and p.state in ('captured', 'refunded')
        )
        """;

    /// <summary>Appends the differences, and remembers them in posted_entries.</summary>
    public static readonly string Post = $"""
        with {Sales}, {Refunds}, held as (
          select {string.Join(", ", Key.Split(", ").Select(column => "e." + column))}, e.units, e.amount, e.entry
          from touched_documents d join ledger_entries e on e.tenant_id = $1 and e.document_id = d.document_id
        ), differences as (
          select {Key}, sum(units) as units, sum(amount) as amount from (
            select {Key}, units, amount from sales
            union all select {Key}, units, amount from refunded
            union all select {Key}, units, amount from fees
            union all select {Key}, -units, -amount from held) b
          group by {Key}
          having sum(units) <> 0 or sum(amount) <> 0
        ), last as (
          select document_id, max(entry) as entry from held group by document_id
        ), added as (
          insert into ledger_entries (tenant_id, document_id, entry, kind, line, sku, units, amount, currency, exchange_rate, booked_on,
            ordered_on, customer_id, channel,
            country, cause_id, source, recorded_at)
          select $1, d.document_id, coalesce(l.entry, 0) + row_number() over (partition by d.document_id
            order by d.booked_on, d.line, d.kind), d.kind, d.line, d.sku,
            d.units, d.amount, d.currency, d.exchange_rate, d.booked_on, d.ordered_on, d.customer_id, d.channel, d.country, d.cause_id, $5, $4
          from differences d left join last l on l.document_id = d.document_id
          returning document_id, kind, sku, units, store_amount, booked_on, ordered_on, customer_id, channel, country
        )
        insert into posted_entries select * from added
        """;

    /// <summary>The sums by day.</summary>
    public const string Rollups = """
        insert into sales_rollups as k (tenant_id, basis, dimension, day, value, orders, gross, discounts, refunds, tax, shipping,
          refunded_tax, refunded_shipping, fees,
          cost, units, refunded_units)
        select $1, b.basis, v.dimension, b.day, v.value,
          coalesce(sum(units) filter (where kind = 'order'), 0),
          coalesce(sum(store_amount) filter (where kind = 'gross'), 0), coalesce(sum(store_amount) filter (where kind = 'discount'), 0),
          coalesce(sum(store_amount) filter (where kind = 'refund'), 0), coalesce(sum(store_amount) filter (where kind = 'tax'), 0),
          coalesce(sum(store_amount) filter (where kind = 'shipping'), 0), coalesce(sum(store_amount) filter (where kind = 'refunded_tax'),
            0),
          coalesce(sum(store_amount) filter (where kind = 'refunded_shipping'), 0), coalesce(sum(store_amount) filter (where kind = 'fee'), 0),
          coalesce(sum(store_amount) filter (where kind = 'cost_of_goods'), 0), coalesce(sum(units) filter (where kind = 'gross'), 0),
          coalesce(sum(units) filter (where kind = 'refund'), 0)
        from (
          select e.kind, e.booked_on, e.ordered_on, v.dimension, v.value, sum(e.units) as units, sum(e.store_amount) as store_amount
          from (
            select kind, channel, country, booked_on, ordered_on, sum(units) as units, sum(store_amount) as store_amount
            from posted_entries group by 1, 2, 3, 4, 5) e
          cross join lateral (values ('all', ''), ('country', e.country), ('channel', e.channel)) v (dimension, value)
          group by 1, 2, 3, 4, 5) v
        cross join lateral (values ('event', v.booked_on), ('order', v.ordered_on)) b (basis, day)
        group by b.basis, v.dimension, b.day, v.value
        order by b.basis, v.dimension, b.day, v.value
        on conflict (tenant_id, basis, dimension, day, value) do update set
          orders = k.orders + excluded.orders, gross = k.gross + excluded.gross, discounts = k.discounts + excluded.discounts,
          refunds = k.refunds + excluded.refunds, tax = k.tax + excluded.tax, shipping = k.shipping + excluded.shipping,
          refunded_tax = k.refunded_tax + excluded.refunded_tax, refunded_shipping = k.refunded_shipping + excluded.refunded_shipping,
          fees = k.fees + excluded.fees, cost = k.cost + excluded.cost, units = k.units + excluded.units, refunded_units = k.refunded_units + excluded.refunded_units
        """;

    /// <summary>The cells of the customers whose orders changed, as they were.</summary>
    public static readonly string CellsBefore = CellsAs(-1);

    public const string CustomerDays = """
        insert into customer_order_days as k (tenant_id, customer_id, day, orders)
        select $1, customer_id, ordered_on, sum(units) from posted_entries where customer_id is not null
        group by customer_id, ordered_on having sum(units) <> 0 order by customer_id, ordered_on
        on conflict (tenant_id, customer_id, day) do update set orders = k.orders + excluded.orders
        """;

    public const string EmptyCustomerDays = """
        delete from customer_order_days d using (select distinct customer_id from posted_entries where customer_id is not null
          and units < 0) c
        where d.tenant_id = $1 and d.customer_id = c.customer_id and d.orders = 0
        """;

    /// <summary>The same cells as they are.</summary>
    public static readonly string CellsAfter = CellsAs(1);

    public const string Presence = """
        insert into customer_presence as k (tenant_id, day, before, customers)
        select $1, day, before, sum(customers) from presence_changes group by day, before having sum(customers) <> 0 order by day, before
        on conflict (tenant_id, day, before) do update set customers = k.customers + excluded.customers
        """;

    private static string CellsAs(int count) => $"""
        insert into presence_changes (customer_id, day, before, customers)
        select d.customer_id, d.day, lag(d.day, 1, '-infinity') over (partition by d.customer_id order by d.day), {count}
        from (select distinct customer_id from posted_entries where customer_id is not null) c
        join customer_order_days d on d.tenant_id = $1 and d.customer_id = c.customer_id
        """;
}
