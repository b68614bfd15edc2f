namespace Portal.Infrastructure.Orders.Writing;

/// <summary>
/// The statements that keep each product's sums: what the touched documents say of products is worked out before and after the
/// ledger is written, and the difference is added. What a document says as a whole is shared among its skus by what they sold, to
/// the ten-thousandth, so that the sums of products are the sums of the ledger. $1 is the tenant.
/// </summary>
internal static class ProductSumsSql
{
    /// <summary>Takes back what the touched documents counted.</summary>
    public static readonly string Before = Changes(-1);

    /// <summary>Adds what they count now.</summary>
    public static readonly string After = Changes(1);

    public const string Products = """
        insert into product_sales_rollups as k (tenant_id, basis, grain, start, sku, orders, units, refunded_units, gross, discounts,
          refunds, fees, cost)
        select $1, b.basis, g.grain, g.start, c.sku, sum(c.orders), sum(c.units), sum(c.refunded_units), sum(c.gross), sum(c.discounts),
          sum(c.refunds), sum(c.fees), sum(c.cost)
        from (
          select booked_on, ordered_on, sku, sum(orders) as orders, sum(units) as units, sum(refunded_units) as refunded_units,
            sum(gross) as gross,
                 sum(discounts) as discounts, sum(refunds) as refunds, sum(fees) as fees, sum(cost) as cost
          from product_changes group by 1, 2, 3) c
        cross join lateral (values ('event', c.booked_on), ('order', c.ordered_on)) b (basis, day)
        cross join lateral (values ('day', b.day), ('week', date_trunc('week', b.day::timestamp)::date), ('month',
          date_trunc('month', b.day::timestamp)::date)) g (grain, start)
        group by 2, 3, 4, 5
        having (sum(c.orders), sum(c.units), sum(c.refunded_units), sum(c.gross), sum(c.discounts), sum(c.refunds), sum(c.fees), sum(c.cost)) <> (0, 0, 0, 0, 0, 0, 0, 0)
        order by 2, 3, 4, 5
        on conflict (tenant_id, basis, grain, start, sku) do update set
          orders = k.orders + excluded.orders, units = k.units + excluded.units, refunded_units = k.refunded_units + excluded.refunded_units,
          gross = k.gross + excluded.gross, discounts = k.discounts + excluded.discounts, refunds = k.refunds + excluded.refunds,
          fees = k.fees + excluded.fees, cost = k.cost + excluded.cost
        """;

    public const string Channels = """
        insert into product_channel_rollups as k (tenant_id, grain, start, channel, sku, sold)
        select $1, g.grain, g.start, c.channel, c.sku, sum(c.gross - c.discounts)
        from product_changes c
        cross join lateral (values ('day', c.ordered_on), ('month', date_trunc('month', c.ordered_on::timestamp)::date)) g (grain, start)
        where c.channel <> ''
        group by 2, 3, 4, 5 having sum(c.gross - c.discounts) <> 0 order by 2, 3, 4, 5
        on conflict (tenant_id, grain, start, channel, sku) do update set sold = k.sold + excluded.sold
        """;

    // What was taken back on the day it was said leaves no trace, so that the shares follow from the ledger's sums alone.
    private const string Said = """
        (coalesce(sum(units) filter (where kind = 'gross'), 0), coalesce(sum(units) filter (where kind = 'refund'), 0),
          coalesce(sum(store_amount) filter (where kind = 'gross'), 0),
          coalesce(sum(store_amount) filter (where kind = 'discount'), 0), coalesce(sum(store_amount) filter (where kind = 'refund'), 0),
          coalesce(sum(store_amount) filter (where kind = 'fee'), 0), coalesce(sum(store_amount) filter (where kind = 'cost_of_goods'), 0)) <> (0, 0, 0, 0, 0, 0, 0)
        """;

    // An order counts for a sku from the day on which it first has some of it to the day on which it has none any more.
    private static string Changes(int sign) => $"""
        insert into product_changes (booked_on, ordered_on, channel, sku, orders, units, refunded_units, gross, discounts, refunds, fees,
          cost)
        with entries as (
          select document_id, booked_on, ordered_on, channel, sku, is_whole,
                 coalesce(sum(units) filter (where kind = 'gross'), 0) as units, coalesce(sum(units) filter (where kind = 'refund'),
                   0) as refunded_units,
                 coalesce(sum(store_amount) filter (where kind = 'gross'), 0) as gross,
                   coalesce(sum(store_amount) filter (where kind = 'discount'), 0) as discounts,
                 coalesce(sum(store_amount) filter (where kind = 'refund'), 0) as refunds, coalesce(sum(store_amount) filter (where kind = 'fee'), 0) as fees,
                 coalesce(sum(store_amount) filter (where kind = 'cost_of_goods'), 0) as cost
          from (
            select e.*, e.kind = 'fee' or (e.kind in ('discount', 'refund') and e.line = 0 and e.sku = '') as is_whole
            from touched_documents d join ledger_entries e on e.tenant_id = $1 and e.document_id = d.document_id
            where e.kind in ('gross', 'discount', 'refund', 'fee', 'cost_of_goods')) e
          group by document_id, booked_on, ordered_on, channel, sku, is_whole
          having {Said}
        ), lines as (
          select *, sum(units) over (partition by document_id, ordered_on, channel, sku order by booked_on) as units_so_far from entries
            where not is_whole
        ), weights as (
          select document_id, sku, sum(greatest(gross, 0)) as sold, sum(greatest(refunds, 0)) as returned
          from (select document_id, sku, booked_on, sum(gross) as gross, sum(refunds) as refunds from lines group by 1, 2, 3) d
            group by 1, 2
        ), parts as (
          select document_id, sku, part, sum(part) over (partition by document_id
            order by sku collate "C") as upto, sum(part) over (partition by document_id) as whole
          from (
            select document_id, sku, case when sum(sold) over w > 0 then sold when sum(returned) over w > 0 then returned else 1 end as part
            from weights window w as (partition by document_id)) p
          where part > 0
        ), shares as (
          select e.booked_on, e.ordered_on, e.channel, coalesce(p.sku, '') as sku, a.kind,
                 case when p.upto < p.whole then round(a.amount * p.upto / p.whole, 4) else a.amount end
                   - coalesce(round(a.amount * (p.upto - p.part) / p.whole, 4), 0) as amount
          from entries e
          left join parts p on p.document_id = e.document_id
          cross join lateral (values ('discount', e.discounts), ('refund', e.refunds), ('fee', e.fees)) a (kind, amount)
          where e.is_whole and a.amount <> 0
        )
        select booked_on, ordered_on, channel, sku, {sign} * sum(orders), {sign} * sum(units), {sign} * sum(refunded_units),
          {sign} * sum(gross), {sign} * sum(discounts),
               {sign} * sum(refunds), {sign} * sum(fees), {sign} * sum(cost)
        from (
          select booked_on, ordered_on, channel, sku, (units_so_far > 0)::integer - (units_so_far - units > 0)::integer as orders, units,
            refunded_units, gross,
                 discounts, refunds, 0 as fees, cost
          from lines
          union all
          select booked_on, ordered_on, channel, sku, 0, 0, 0, 0, case kind when 'discount' then amount else 0 end, case kind
            when 'refund' then amount else 0 end,
                 case kind when 'fee' then amount else 0 end, 0
          from shares) s
        group by booked_on, ordered_on, channel, sku
        """;
}
