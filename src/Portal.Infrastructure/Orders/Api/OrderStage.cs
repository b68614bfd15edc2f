using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Orders.Api;

/// <summary>
/// Makes whole words on orders of what was sent of them and what is known. $1 is the tenant, $2 now, $3 the store's currency.
/// </summary>
internal static class OrderStage
{
    private static readonly string Headers = $"""
        insert into staged_orders (order_id, external_id, number, source, status, placed_at, revised_at, cancelled_at, customer, country,
          channel, coupon, currency, rate,
          tax_included, discount, tax, shipping, stated_total, note)
        select i.target, coalesce(k.external_id, i."externalId"), nullif({ResourceSql.Sent("number", "nullif(k.number, k.external_id)")},
          ''), 'api', w.status,
          coalesce(i."placedAt", k.placed_at), case when k.id is null then i."placedAt"
            else greatest($2, k.revised_at + interval '1 millisecond') end,
          case when w.status = 'cancelled' then coalesce(i."cancelledAt", k.cancelled_at, $2)
            else {ResourceSql.Sent("cancelledAt", "k.cancelled_at")} end,
          nullif({ResourceSql.Sent("customer", "c.external_id")}, ''), nullif(upper({ResourceSql.Sent("country", "k.country")}), ''), nullif({ResourceSql.Sent("channel", "k.channel")}, ''),
          nullif({ResourceSql.Sent("coupon", "k.coupon")}, ''), w.currency,
          coalesce(i."exchangeRate", case when k.currency = w.currency
            and k.placed_at = coalesce(i."placedAt", k.placed_at) then k.exchange_rate end),
          coalesce(i."taxIncluded", k.tax_included, false), coalesce(i."discount", k.discount - l.discount, 0), coalesce(i."tax",
            k.tax - l.tax, 0),
          coalesce(i."shipping", k.shipping, 0), {ResourceSql.Sent("statedTotal", "k.stated_total")},
            nullif({ResourceSql.Sent("note", "k.note")}, '')
        from incoming i
        left join orders k on k.tenant_id = $1 and k.id = i.target
        left join customers c on c.tenant_id = $1 and c.id = k.customer_id
        left join lateral (
          select coalesce(sum(discount), 0) as discount, coalesce(sum(tax), 0) as tax from order_lines where tenant_id = $1
            and order_id = k.id) l on k.id is not null
        cross join lateral (select coalesce(nullif(i."status", k.status), k.stated_status, k.status, 'paid') as status,
          coalesce(i."currency", k.currency, $3) as currency) w
        """;

    private const string Lines = """
        insert into staged_lines (external_id, line, sku, name, quantity, unit_price, discount, tax, unit_cost)
        select coalesce(k.external_id, i."externalId"), coalesce((l.row ->> 'line')::integer, l.place), coalesce(l.row ->> 'sku', ''), coalesce(l.row ->> 'name', ''),
          (l.row ->> 'quantity')::numeric, (l.row ->> 'unitPrice')::numeric, coalesce((l.row ->> 'discount')::numeric, 0), coalesce((l.row ->> 'tax')::numeric, 0),
          (l.row ->> 'unitCost')::numeric
        from incoming i
        left join orders k on k.tenant_id = $1 and k.id = i.target
        cross join lateral jsonb_array_elements(i."lines") with ordinality as l (row, place)
        union all
        select k.external_id, l.line, l.sku, l.name, l.quantity, l.unit_price, l.discount, l.tax, l.unit_cost
        from incoming i
        join orders k on k.tenant_id = $1 and k.id = i.target
        join order_lines l on l.tenant_id = $1 and l.order_id = k.id
        where i."lines" is null
        """;

    // A word that says what is known is none; a server's word on what only the tracker told always is one.
    private const string DropKnown = """
        delete from staged_orders s
        using orders k left join customers c on c.tenant_id = $1 and c.id = k.customer_id
        where k.tenant_id = $1 and k.id = s.order_id and k.source <> 'browser'
          and (coalesce(s.number, s.external_id), s.status, s.placed_at, s.cancelled_at, s.customer, s.country, s.channel, s.coupon,
            s.currency, coalesce(s.rate, 0), s.tax_included, s.shipping, s.stated_total, s.note)
            is not distinct from (k.number, coalesce(k.stated_status, k.status), k.placed_at, k.cancelled_at, c.external_id, k.country,
              k.channel, k.coupon, k.currency, k.exchange_rate, k.tax_included, k.shipping, k.stated_total, k.note)
          and (s.discount, s.tax) = (select k.discount - coalesce(sum(l.discount), 0), k.tax - coalesce(sum(l.tax), 0) from order_lines l
            where l.tenant_id = $1 and l.order_id = k.id)
          and not exists (
            select from (select * from staged_lines x where x.external_id = s.external_id) n
            full join (select * from order_lines y where y.tenant_id = $1 and y.order_id = s.order_id) o on o.line = n.line
            where n.line is null or o.line is null or (n.unit_cost is not null and n.unit_cost is distinct from o.unit_cost)
              or (n.sku, n.name, n.quantity, n.unit_price, n.discount, n.tax) is distinct
                from (o.sku, o.name, o.quantity, o.unit_price, o.discount, o.tax))
        """;

    private const string DropTheirLines =
        "delete from staged_lines l where not exists (select from staged_orders s where s.external_id = l.external_id)";

    public static readonly IReadOnlyList<string> Statements = [Headers, Lines, DropKnown, DropTheirLines];
}
