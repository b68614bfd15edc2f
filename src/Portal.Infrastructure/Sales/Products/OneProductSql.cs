namespace Portal.Infrastructure.Sales.Products;

/// <summary>
/// The figures of one product alone. Its days are looked up one by one, since a span of days would be read with all other goods'
/// sums in it. $1 is the tenant, $2 the basis, $3 the product, $4 and $5 the days.
/// </summary>
internal static class OneProductSql
{
    public const string Figures = """
        with skus as (
          select v.sku from variants v join products p on p.tenant_id = $1 and p.id = v.product_id where v.tenant_id = $1
            and p.external_id = $3
        ), days as (
          select d::date as day from generate_series($4::date::timestamp, $5::date::timestamp, interval '1 day') d
        ), spent as (
          select channel, sum(cost) as cost from ad_spend where tenant_id = $1 and day between $4 and $5 group by channel
            having sum(cost) > 0
        ), brought as (
          select s.channel, greatest(sum(r.sold), 0) as sold
          from spent s cross join days d cross join skus k
          join product_channel_rollups r on r.tenant_id = $1 and r.grain = 'day' and r.start = d.day and r.channel = s.channel
            and r.sku = k.sku
          group by s.channel
        ), totals as (
          select s.channel, sum(r.gross - r.discounts) as sold
          from spent s join sales_rollups r on r.tenant_id = $1 and r.basis = 'order' and r.dimension = 'channel' and r.day between $4
            and $5 and r.value = s.channel
          group by s.channel having sum(r.gross - r.discounts) > 0
        )
        select coalesce(sum(r.orders), 0)::bigint, coalesce(sum(r.units), 0), coalesce(sum(r.refunded_units), 0), coalesce(sum(r.gross), 0),
          coalesce(sum(r.discounts), 0),
               coalesce(sum(r.refunds), 0), coalesce(sum(r.fees), 0), coalesce(sum(r.cost), 0),
               (select coalesce(sum(round(s.cost * b.sold / t.sold, 4)), 0) from brought b join spent s on s.channel = b.channel
                 join totals t on t.channel = b.channel)
        from days d cross join skus k
        join product_sales_rollups r on r.tenant_id = $1 and r.basis = $2 and r.grain = 'day' and r.start = d.day and r.sku = k.sku
        """;
}
