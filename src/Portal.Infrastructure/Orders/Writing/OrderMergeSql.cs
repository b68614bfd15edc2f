namespace Portal.Infrastructure.Orders.Writing;

/// <summary>
/// The statements that make stored orders of staged ones. $1 is the tenant, $2 its time zone, $3 its currency, $4 now.
/// Whatever the number of orders, each runs once.
/// </summary>
internal static class OrderMergeSql
{
    /// <summary>One word on a store's orders at a time, so that no two decide over the same order or the same day's sums.</summary>
    public const string Lock = "select pg_advisory_xact_lock(hashtextextended('orders ' || $1::text, 0))";

    private const string Uncounted = "('draft', 'cancelled')";

    private const string StatedRank = "case when s.source = 'browser' then 1 else 2 end";
    private const string KnownRank = "case when k.source = 'browser' then 1 else 2 end";

    /// <summary>Customers that are not known yet; what is known of the others stays.</summary>
    public const string Customers = """
        insert into customers (tenant_id, id, external_id, email, first_name, last_name, city, country, created_at)
        select $1, gen_random_uuid(), customer, max(email), max(first_name), max(last_name), max(city), max(country), min(at) from (
          select customer, email, first_name, last_name, city, country, placed_at as at from staged_orders
          union all
          select customer, email, first_name, last_name, city, country, refunded_at from staged_refunds) s
        where customer is not null
          and not exists (select from customers c where c.tenant_id = $1 and c.external_id = s.customer)
        group by customer order by customer
        on conflict (tenant_id, external_id) do nothing
        """;

    // Numbers are written without the zeros at their end and instants in UTC, so that the same words have the same fingerprint.
    private const string Fingerprint = """
        md5(concat_ws('|', s.number, s.status, extract(epoch from s.placed_at), extract(epoch
          from s.cancelled_at), coalesce(s.customer, '-'),
          coalesce(s.country, '-'), coalesce(s.channel, '-'), coalesce(s.coupon, '-'), s.currency, trim_scale(s.rate), s.tax_included,
            trim_scale(s.discount),
          trim_scale(s.tax), trim_scale(s.shipping), coalesce(trim_scale(s.stated_total)::text, '-'), coalesce(s.note, '-'), l.words))
        """;

    /// <summary>What each staged order means against the one that is stored.</summary>
    public const string Weigh = $"""
        update staged_orders t set
          order_id = coalesce(k.id, s.order_id, gen_random_uuid()),
          customer_id = c.id,
          placed_on = (s.placed_at at time zone $2)::date,
          rate = coalesce(s.rate, case when s.currency = $3 then 1 else r.rate end),
          fingerprint = {Fingerprint},
          outcome = case
            when coalesce(s.rate, case when s.currency = $3 then 1 else r.rate end) is null then '{InputOutcomes.NoRate}'
            when k.id is null then '{InputOutcomes.Created}'
            when {StatedRank} < {KnownRank} then '{InputOutcomes.Outranked}'
            when {StatedRank} > {KnownRank} then '{InputOutcomes.Replaced}'
            when s.revised_at < k.revised_at then '{InputOutcomes.Older}'
            when s.revised_at = k.revised_at and k.fingerprint = {Fingerprint} then '{InputOutcomes.Unchanged}'
            else '{InputOutcomes.Updated}' end
        from staged_orders s
        left join orders k on k.tenant_id = $1 and k.external_id = s.external_id
        left join customers c on c.tenant_id = $1 and c.external_id = s.customer
        left join lateral (
          select rate from (
            select k.exchange_rate as rate, 1 as place where k.currency = s.currency and k.placed_on = (s.placed_at at time zone $2)::date
              and exists (
              select from exchange_rate_changes c where c.tenant_id = $1 and c.currency = k.currency and c.day <= k.placed_on
                and c.rate = k.exchange_rate)
            union all
            (select rate, 2 from exchange_rates where tenant_id = $1 and currency = s.currency
              and day <= (s.placed_at at time zone $2)::date order by day desc limit 1)
          ) known order by place limit 1) r on s.rate is null and s.currency <> $3
        left join (
          select external_id, string_agg(concat_ws(';', line, sku, name, trim_scale(quantity), trim_scale(unit_price), trim_scale(discount),
            trim_scale(tax),
            trim_scale(unit_cost)), '|' order by line) as words
          from staged_lines group by external_id) l on l.external_id = s.external_id
        where t.external_id = s.external_id
        """;

    /// <summary>Gives lines their order, and their variant and its cost; a line that was known keeps the cost it had.</summary>
    public const string Lines = """
        update staged_lines t set
          order_id = o.order_id, variant_id = v.id, product_id = v.product_id, unit_cost = coalesce(s.unit_cost, k.unit_cost, case
            when v.currency = o.currency then v.cost end)
        from staged_lines s
        join staged_orders o on o.external_id = s.external_id
        left join variants v on v.tenant_id = $1 and v.sku = s.sku and s.sku <> ''
        left join order_lines k on k.tenant_id = $1 and k.order_id = o.order_id and k.line = s.line and k.sku = s.sku
        where t.external_id = s.external_id and t.line = s.line
        """;

    private const string FactColumns = """
        cross join lateral (
          select 0 as line, 'shipping' as kind, '' as sku, 0::numeric as units, case when counts then shipping else 0 end as amount
          union all select 0, 'order', '', 1, 0 where counts
          union all select 0, 'discount', '', 0, discount where counts and discount <> 0
          union all select 0, 'tax', '', 0, tax where counts and tax <> 0) f
        """;

    private const string LineFactColumns = """
        cross join lateral (
          select 'gross' as kind, l.quantity as units, l.quantity * l.unit_price as amount
          union all select 'discount', 0, l.discount where l.discount <> 0
          union all select 'tax', 0, l.tax where l.tax <> 0
          union all select 'cost_of_goods', 0, l.quantity * l.unit_cost where l.unit_cost <> 0) f
        """;

    /// <summary>What stored orders count, as they stand: document_id, revised_at, line, kind, sku, units, amount.</summary>
    /// <param name="documents">A table of order ids called document_id.</param>
    public static string StoredFacts(string documents) => $"""
        select w.document_id, w.revised_at, f.line, f.kind, f.sku, f.units, f.amount
        from (
          select o.id as document_id, o.revised_at, o.status not in {Uncounted} as counts, o.shipping,
                 o.discount - coalesce(l.discount, 0) as discount, o.tax - coalesce(l.tax, 0) as tax
          from {documents} d
          join orders o on o.tenant_id = $1 and o.id = d.document_id
          left join lateral (
            select sum(discount) as discount, sum(tax) as tax from order_lines where tenant_id = $1 and order_id = d.document_id) l
              on true) w
        {FactColumns}
        union all
        select o.id, o.revised_at, l.line, f.kind, l.sku, f.units, f.amount
        from {documents} d
        join orders o on o.tenant_id = $1 and o.id = d.document_id and o.status not in {Uncounted}
        join order_lines l on l.tenant_id = $1 and l.order_id = o.id
        {LineFactColumns}
        """;

    private static readonly string StagedFacts = $"""
        select w.document_id, w.revised_at, f.line, f.kind, f.sku, f.units, f.amount
        from (
          select order_id as document_id, revised_at, status not in {Uncounted} as counts, shipping, discount, tax
          from staged_orders where outcome = '{InputOutcomes.Older}') w
        {FactColumns}
        union all
        select o.order_id, o.revised_at, l.line, f.kind, l.sku, f.units, f.amount
        from staged_orders o
        join staged_lines l on l.external_id = o.external_id
        {LineFactColumns}
        where o.outcome = '{InputOutcomes.Older}' and o.status not in {Uncounted}
        """;

    /// <summary>A better source's word takes everything back that a lesser one had said.</summary>
    public const string ForgetLesser = $"""
        delete from order_revisions r using staged_orders s
        where r.tenant_id = $1 and r.order_id = s.order_id
          and (s.outcome = '{InputOutcomes.Replaced}' or s.outcome = '{InputOutcomes.Older}' and r.revised_at = s.revised_at)
        """;

    /// <summary>Keeps what an order counted before the revision that is about to replace it.</summary>
    public static readonly string KeepReplaced = $"""
        insert into order_revisions (tenant_id, order_id, revised_at, line, kind, sku, units, amount)
        select $1, f.document_id, f.revised_at, f.line, f.kind, f.sku, f.units, f.amount from (
          {StoredFacts($"(select s.order_id as document_id from staged_orders s join orders k on k.tenant_id = $1 and k.id = s.order_id where s.outcome = '{InputOutcomes.Updated}' and s.revised_at > k.revised_at)")}
          union all
          {StagedFacts}) f
        """;

    public const string Orders = $"""
        insert into orders as k (tenant_id, id, external_id, number, source, status, placed_at, placed_on, revised_at, cancelled_at,
          customer_id, country, channel,
          coupon, currency, exchange_rate, tax_included, subtotal, discount, tax, shipping, total, units, stated_total, note, fingerprint)
        select $1, s.order_id, s.external_id, coalesce(s.number, s.external_id), s.source, s.status, s.placed_at, s.placed_on, s.revised_at,
          s.cancelled_at,
          s.customer_id, s.country, s.channel, s.coupon, s.currency, s.rate, s.tax_included, coalesce(l.gross, 0),
            s.discount + coalesce(l.discount, 0),
          s.tax + coalesce(l.tax, 0), s.shipping,
          coalesce(l.gross, 0) - s.discount - coalesce(l.discount, 0) + s.shipping + case when s.tax_included then 0
            else s.tax + coalesce(l.tax, 0) end,
          coalesce(l.units, 0), s.stated_total, s.note, s.fingerprint
        from staged_orders s
        left join (
          select external_id, sum(quantity * unit_price) as gross, sum(discount) as discount, sum(tax) as tax, sum(quantity) as units
          from staged_lines group by external_id) l on l.external_id = s.external_id
        where s.outcome in {InputOutcomes.Written}
        on conflict (tenant_id, id) do update set
          number = excluded.number, source = excluded.source, status = excluded.status, stated_status = null, placed_at = excluded.placed_at, placed_on = excluded.placed_on,
          revised_at = excluded.revised_at, cancelled_at = excluded.cancelled_at, customer_id = excluded.customer_id,
          country = excluded.country, channel = excluded.channel, coupon = excluded.coupon, currency = excluded.currency,
          exchange_rate = excluded.exchange_rate, tax_included = excluded.tax_included, subtotal = excluded.subtotal, discount = excluded.discount,
          tax = excluded.tax, shipping = excluded.shipping, total = excluded.total, units = excluded.units, stated_total = excluded.stated_total,
          note = excluded.note, fingerprint = excluded.fingerprint
        """;

    public const string RemoveLines = $"""
        delete from order_lines l using staged_orders s
        where l.tenant_id = $1 and l.order_id = s.order_id and s.outcome in {InputOutcomes.Rewritten}
        """;

    public const string InsertLines = $"""
        insert into order_lines (tenant_id, order_id, line, sku, name, variant_id, product_id, quantity, unit_price, discount, tax,
          unit_cost, total)
        select $1, l.order_id, l.line, l.sku, l.name, l.variant_id, l.product_id, l.quantity, l.unit_price, l.discount, l.tax, l.unit_cost,
          l.quantity * l.unit_price - l.discount
        from staged_lines l join staged_orders s on s.external_id = l.external_id
        where s.outcome in {InputOutcomes.Written}
        order by l.order_id, l.line
        """;
}
