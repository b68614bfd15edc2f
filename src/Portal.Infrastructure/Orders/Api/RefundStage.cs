using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Orders.Api;

/// <summary>
/// Makes whole words on refunds of what was sent of them and what is known, and refuses those that give back more than there was.
/// $1 is the tenant, $2 now, $3 the store's currency.
/// </summary>
internal static class RefundStage
{
    private static readonly string Headers = $"""
        insert into staged_refunds (refund_id, external_id, order_external_id, source, refunded_at, customer, country, channel, currency,
          rate, amount, tax, shipping, reason, note)
        select i.target, coalesce(k.external_id, i."externalId"), w.order_id, 'api', coalesce(i."refundedAt", k.refunded_at, $2),
          c.external_id, k.country, k.channel, w.currency,
          coalesce(i."exchangeRate", case when k.currency = w.currency
            and k.refunded_at = coalesce(i."refundedAt", k.refunded_at) then k.exchange_rate end),
          coalesce(i."amount", k.amount - l.amount, 0), coalesce(i."tax", k.tax - l.tax, 0), coalesce(i."shipping", k.shipping, 0),
          {ResourceSql.Sent("reason", "k.reason")}, nullif({ResourceSql.Sent("note", "k.note")}, '')
        from incoming i
        left join refunds k on k.tenant_id = $1 and k.id = i.target
        left join orders ko on ko.tenant_id = $1 and ko.id = k.order_id
        left join customers c on c.tenant_id = $1 and c.id = k.customer_id
        left join lateral (
          select coalesce(sum(amount), 0) as amount, coalesce(sum(tax), 0) as tax from refund_lines where tenant_id = $1
            and refund_id = k.id) l on k.id is not null
        left join orders o on o.tenant_id = $1 and o.external_id = {ResourceSql.Sent("order", "coalesce(ko.external_id, k.order_external_id)")}
        cross join lateral (
          select nullif({ResourceSql.Sent("order", "coalesce(ko.external_id, k.order_external_id)")}, '') as order_id,
            coalesce(i."currency", k.currency, o.currency, $3) as currency) w
        """;

    private const string Lines = """
        insert into staged_refund_lines (external_id, line, order_line, sku, name, quantity, amount, tax, reason, restock)
        select s.external_id, l.place, (l.row ->> 'orderLine')::integer, coalesce(l.row ->> 'sku', ol.sku, ''), coalesce(l.row ->> 'name', ol.name, ''),
          coalesce((l.row ->> 'quantity')::numeric, 0), (l.row ->> 'amount')::numeric, coalesce((l.row ->> 'tax')::numeric, 0),
          coalesce(l.row ->> 'reason', s.reason, 'unknown'), coalesce((l.row ->> 'restock')::boolean, false)
        from incoming i
        join staged_refunds s on s.refund_id = i.target
        cross join lateral jsonb_array_elements(i."lines") with ordinality as l (row, place)
        left join orders o on o.tenant_id = $1 and o.external_id = s.order_external_id
        left join order_lines ol on ol.tenant_id = $1 and ol.order_id = o.id and ol.line = (l.row ->> 'orderLine')::integer
        union all
        select s.external_id, l.line, l.order_line, l.sku, l.name, l.quantity, l.amount, l.tax, l.reason, l.restock
        from incoming i
        join staged_refunds s on s.refund_id = i.target
        join refund_lines l on l.tenant_id = $1 and l.refund_id = i.target
        where i."lines" is null
        """;

    // Other refunds of the order, those of the request in their order.
    private const string Beside = """
        (select coalesce(sum(r.total), 0) from refunds r where r.tenant_id = $1 and r.order_id = o.id and not exists (select
          from staged_refunds x where x.refund_id = r.id))
        + (select coalesce(sum(x.amount + x.tax + x.shipping + coalesce((select sum(l.amount + l.tax) from staged_refund_lines l
          where l.external_id = x.external_id), 0)), 0)
           from staged_refunds x join incoming j on j.target = x.refund_id where x.order_external_id = s.order_external_id and j.n <= i.n)
        """;

    private const string OverItsLine = """
        exists (
          select from staged_refund_lines n
          join orders o on o.tenant_id = $1 and o.external_id = s.order_external_id
          join order_lines ol on ol.tenant_id = $1 and ol.order_id = o.id and ol.line = n.order_line
          where n.external_id = s.external_id
          group by ol.line, ol.quantity, ol.total, o.id
          having sum(n.quantity) > ol.quantity - (
              select coalesce(sum(k.quantity), 0) from refunds r join refund_lines k on k.tenant_id = $1 and k.refund_id = r.id
                and k.order_line = ol.line
              where r.tenant_id = $1 and r.order_id = o.id and r.id <> s.refund_id)
            or sum(n.amount) > ol.total - (
              select coalesce(sum(k.amount), 0) from refunds r join refund_lines k on k.tenant_id = $1 and k.refund_id = r.id
                and k.order_line = ol.line
              where r.tenant_id = $1 and r.order_id = o.id and r.id <> s.refund_id))
        """;

    // A word that says what is known is none.
    private const string DropKnown = """
        delete from staged_refunds s
        using refunds k left join orders o on o.tenant_id = $1 and o.id = k.order_id
        where k.tenant_id = $1 and k.id = s.refund_id
          and (s.order_external_id, s.refunded_at, s.currency, coalesce(s.rate, 0), s.shipping, s.reason, s.note)
            is not distinct from (coalesce(o.external_id, k.order_external_id), k.refunded_at, k.currency, k.exchange_rate, k.shipping,
              k.reason, k.note)
          and (s.amount, s.tax) = (select k.amount - coalesce(sum(l.amount), 0), k.tax - coalesce(sum(l.tax), 0) from refund_lines l
            where l.tenant_id = $1 and l.refund_id = k.id)
          and not exists (
            select from (select * from staged_refund_lines x where x.external_id = s.external_id) n
            full join (select * from refund_lines y where y.tenant_id = $1 and y.refund_id = s.refund_id) o on o.line = n.line
            where n.line is null or o.line is null
              or (n.order_line, n.sku, n.name, n.quantity, n.amount, n.tax, n.reason, n.restock) is distinct
                from (o.order_line, o.sku, o.name, o.quantity, o.amount, o.tax, o.reason, o.restock))
        """;

    private const string DropTheirLines =
        "delete from staged_refund_lines l where not exists (select from staged_refunds s where s.external_id = l.external_id)";

    public static readonly IReadOnlyList<string> Statements =
    [
        Headers,
        Lines,
        Reject("s.order_external_id is not null and not exists (select from orders o where o.tenant_id = $1 and o.external_id = "
            + "s.order_external_id)", "order", "There is no order with this id."),
        Reject(
            "exists (select from orders o where o.tenant_id = $1 and o.external_id = s.order_external_id and o.status in ('draft', "
                + "'cancelled'))", "order",
            "An order that does not count has nothing to refund."),
        Reject("exists (select from orders o where o.tenant_id = $1 and o.external_id = s.order_external_id and o.currency <> s.currency)",
            "currency", "A refund is in the currency of its order."),
        Reject(
            """
            exists (select from staged_refund_lines l where l.external_id = s.external_id and l.order_line is not null and not exists (
              select from orders o join order_lines ol on ol.tenant_id = $1 and ol.order_id = o.id and ol.line = l.order_line
              where o.tenant_id = $1 and o.external_id = s.order_external_id))
            """, "lines", "A line names one that the order does not have."),
        Reject(OverItsLine, "lines", "More would go back of a line than there was."),
        Reject(
            "s.amount + s.tax + s.shipping + coalesce((select sum(l.amount + l.tax) from staged_refund_lines l where l.external_id = "
                + "s.external_id), 0) <= 0", "amount", "Say what goes back."),
        Reject($"exists (select from orders o where o.tenant_id = $1 and o.external_id = s.order_external_id and {Beside} > o.total)",
            "amount", "More would go back than the order came to."),
        DropTheirLines,
        DropKnown,
        DropTheirLines,
    ];

    private static string Reject(string condition, string field, string message) => $"""
        with refused as (
          delete from incoming i using staged_refunds s where s.refund_id = i.target and ({condition}) returning i.n, s.refund_id
        ), gone as (
          delete from staged_refunds s using refused where s.refund_id = refused.refund_id
        )
        insert into rejected select n, '{field}', '{message}' from refused
        """;
}
