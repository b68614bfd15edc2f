using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders.Writing;

/// <summary>
/// The statements that make stored refunds, payments and shipments of staged ones, after the orders of the same transaction.
/// $1 is the tenant, $2 its time zone, $3 its currency.
/// </summary>
internal static class RefundMergeSql
{
    private const string Fingerprint = """
        md5(concat_ws('|', coalesce(s.order_external_id, '-'), extract(epoch
          from s.refunded_at), coalesce(s.customer, '-'), coalesce(s.country, '-'),
          coalesce(s.channel, '-'), s.currency, trim_scale(s.rate), trim_scale(s.amount), trim_scale(s.tax), trim_scale(s.shipping),
            coalesce(s.reason, '-'),
          coalesce(s.note, '-'), l.words))
        """;

    private static string EndInRefund =>
        string.Join(", ", Enum.GetValues<OrderStatus>().Where(OrderLifeCycle.EndsInRefund).Select(status => $"'{OrderNames.Of(status)}'"));

    /// <summary>What each staged refund means against the one that is stored.</summary>
    public const string Weigh = $"""
        update staged_refunds t set
          refund_id = coalesce(k.id, s.refund_id, gen_random_uuid()),
          order_id = o.id,
          customer_id = coalesce(c.id, o.customer_id),
          refunded_on = (s.refunded_at at time zone $2)::date,
          rate = coalesce(s.rate, case when s.currency = $3 then 1 else r.rate end),
          fingerprint = {Fingerprint},
          outcome = case
            when coalesce(s.rate, case when s.currency = $3 then 1 else r.rate end) is null then '{InputOutcomes.NoRate}'
            when k.id is null then '{InputOutcomes.Created}'
            when k.fingerprint = {Fingerprint} then '{InputOutcomes.Unchanged}'
            else '{InputOutcomes.Updated}' end
        from staged_refunds s
        left join refunds k on k.tenant_id = $1 and k.external_id = s.external_id
        left join orders o on o.tenant_id = $1 and o.external_id = s.order_external_id
        left join customers c on c.tenant_id = $1 and c.external_id = s.customer
        left join lateral (
          select rate from (
            select k.exchange_rate as rate, 1 as place where k.currency = s.currency
              and k.refunded_on = (s.refunded_at at time zone $2)::date and exists (
              select from exchange_rate_changes c where c.tenant_id = $1 and c.currency = k.currency and c.day <= k.refunded_on
                and c.rate = k.exchange_rate)
            union all
            (select rate, 2 from exchange_rates where tenant_id = $1 and currency = s.currency
              and day <= (s.refunded_at at time zone $2)::date order by day desc limit 1)
          ) known order by place limit 1) r on s.rate is null and s.currency <> $3
        left join (
          select external_id, string_agg(concat_ws(';', line, coalesce(order_line, 0), sku, name, trim_scale(quantity), trim_scale(amount),
            trim_scale(tax), reason,
            case when restock then 'restock' end), '|' order by line) as words
          from staged_refund_lines group by external_id) l on l.external_id = s.external_id
        where t.external_id = s.external_id
        """;

    /// <summary>Documents whose ledger may change: written orders, refunds, and what the refunds stood for before.</summary>
    public const string Touch = $"""
        insert into touched_documents (document_id)
        select order_id from staged_orders where outcome in {InputOutcomes.Booked}
        union
        select coalesce(order_id, refund_id) from staged_refunds where outcome in {InputOutcomes.Written}
        union
        select coalesce(k.order_id, k.id) from staged_refunds s join refunds k on k.tenant_id = $1 and k.id = s.refund_id
          where s.outcome = '{InputOutcomes.Updated}'
        union
        select r.id from refunds r join staged_orders s on s.external_id = r.order_external_id
        where r.tenant_id = $1 and r.order_id is null and s.outcome = '{InputOutcomes.Created}'
        union
        select o.id from staged_payments p join orders o on o.tenant_id = $1 and o.external_id = p.order_external_id
        """;

    /// <summary>Refunds that came before their order find it.</summary>
    public const string Link = $"""
        update refunds r set order_id = s.order_id, customer_id = coalesce(r.customer_id, s.customer_id)
        from staged_orders s
        where r.tenant_id = $1 and r.order_id is null and r.order_external_id = s.external_id and s.outcome = '{InputOutcomes.Created}'
        """;

    public const string Refunds = $"""
        insert into refunds (tenant_id, id, external_id, order_id, order_external_id, source, refunded_at, refunded_on, customer_id,
          country, channel, currency,
          exchange_rate, amount, tax, shipping, total, reason, note, fingerprint)
        select $1, s.refund_id, s.external_id, s.order_id, s.order_external_id, s.source, s.refunded_at, s.refunded_on, s.customer_id,
          s.country, s.channel,
          s.currency, s.rate, s.amount + coalesce(l.amount, 0), s.tax + coalesce(l.tax, 0), s.shipping,
          s.amount + coalesce(l.amount, 0) + s.tax + coalesce(l.tax, 0) + s.shipping, s.reason, s.note, s.fingerprint
        from staged_refunds s
        left join (select external_id, sum(amount) as amount, sum(tax) as tax from staged_refund_lines group by external_id) l
          on l.external_id = s.external_id
        where s.outcome in {InputOutcomes.Written}
        on conflict (tenant_id, id) do update set
          order_id = excluded.order_id, order_external_id = excluded.order_external_id, source = excluded.source, refunded_at = excluded.refunded_at,
          refunded_on = excluded.refunded_on, customer_id = excluded.customer_id, country = excluded.country, channel = excluded.channel,
          currency = excluded.currency, exchange_rate = excluded.exchange_rate, amount = excluded.amount, tax = excluded.tax, shipping = excluded.shipping,
          total = excluded.total, reason = excluded.reason, note = excluded.note, fingerprint = excluded.fingerprint
        """;

    public const string RemoveLines = $"""
        delete from refund_lines l using staged_refunds s
        where l.tenant_id = $1 and l.refund_id = s.refund_id and s.outcome = '{InputOutcomes.Updated}'
        """;

    public const string InsertLines = $"""
        insert into refund_lines (tenant_id, refund_id, line, order_line, sku, name, quantity, amount, tax, reason, restock)
        select $1, s.refund_id, l.line, l.order_line, l.sku, l.name, l.quantity, l.amount, l.tax, l.reason, coalesce(l.restock, false)
        from staged_refund_lines l join staged_refunds s on s.external_id = l.external_id
        where s.outcome in {InputOutcomes.Written}
        order by s.refund_id, l.line
        """;

    public const string Payments = """
        insert into payments as k (tenant_id, id, order_id, external_id, method, reference, state, amount, fee, paid_at, paid_on)
        select $1, gen_random_uuid(), o.id, p.external_id, p.method, p.reference, p.state, p.amount, p.fee, p.paid_at,
          (p.paid_at at time zone $2)::date
        from staged_payments p join orders o on o.tenant_id = $1 and o.external_id = p.order_external_id
        on conflict (tenant_id, external_id) do update set
          method = excluded.method, reference = excluded.reference, state = excluded.state, amount = excluded.amount, fee = excluded.fee,
          paid_at = excluded.paid_at, paid_on = excluded.paid_on
        where (k.method, k.reference, k.state, k.amount, k.fee, k.paid_at)
          is distinct from (excluded.method, excluded.reference, excluded.state, excluded.amount, excluded.fee, excluded.paid_at)
        """;

    public const string Shipments = """
        insert into shipments as k (tenant_id, id, order_id, external_id, carrier, tracking, tracking_url, shipped_at, delivered_at)
        select $1, gen_random_uuid(), o.id, s.external_id, s.carrier, s.tracking, s.tracking_url, s.shipped_at, s.delivered_at
        from staged_shipments s join orders o on o.tenant_id = $1 and o.external_id = s.order_external_id
        on conflict (tenant_id, external_id) do update set
          carrier = excluded.carrier, tracking = excluded.tracking, tracking_url = excluded.tracking_url, shipped_at = excluded.shipped_at,
          delivered_at = excluded.delivered_at
        """;

    private const string Stated = "coalesce(o.stated_status, o.status)";

    private static readonly string IsAll = $"(r.total > 0 and r.total >= o.total and {Stated} in ({EndInRefund}))";

    /// <summary>
    /// What of each touched order's money went back, and whether that leaves it refunded. It follows from what is stored alone, so that
    /// the order in which orders and refunds were told of does not matter.
    /// </summary>
    public static readonly string Refunded = $"""
        update orders o set
          refunded = r.total,
          status = case when {IsAll} then '{OrderNames.Of(OrderStatus.Refunded)}' else {Stated} end,
          stated_status = case when {IsAll} then {Stated} end
        from (
          select d.document_id, coalesce(sum(r.total), 0) as total
          from touched_documents d
          left join refunds r on r.tenant_id = $1 and r.order_id = d.document_id
          group by d.document_id) r
        where o.tenant_id = $1 and o.id = r.document_id and (o.refunded <> r.total or (o.stated_status is not null) <> {IsAll})
        """;
}
