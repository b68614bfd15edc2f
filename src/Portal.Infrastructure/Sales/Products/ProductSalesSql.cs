using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.Sales.Products;

/// <summary>The questions about sold goods. $1 is the tenant, $2 the basis; what else they need is added to their values.</summary>
internal static class ProductSalesSql
{
    private static readonly string Sums = string.Join(", ", SkuRows.Figures.Select(column => $"sum({column}) as {column}"));

    // Units have four decimals. Summed as floating point, which takes half the time, nothing is a little more or less than nothing.
    private const string MinUnit = "0.00005";

    // Months less the days beyond leave goods behind that sold on those days alone.
    private static readonly string Any =
        $"({string.Join(", ", SkuRows.Figures.Select(column => $"sum({column})"))}) <> "
            + $"({string.Join(", ", SkuRows.Figures.Select(_ => "0"))})";

    // A channel's cost is shared by what its orders of the range were of; a channel without orders charges nobody.
    private static string BySku(DayRange range, List<object?> values)
    {
        values.AddRange([range.From, range.To]);
        return $"""
            sold as (
              select sku, {Sums} from {SkuRows.Of(range, "$2", values)} r group by sku having {Any}
            ), spent as materialized (
              select channel, sum(cost) as cost from ad_spend where tenant_id = $1 and day between $3 and $4 group by channel
                having sum(cost) > 0
            ), brought as (
              select channel, sku, greatest(sum(sold), 0) as sold from {SkuRows.OfChannels(range, "spent", values)} b group by channel, sku
            ), ads as (
              select b.sku, sum(round(s.cost * b.sold / t.sold, 4)) as ads
              from brought b join spent s on s.channel = b.channel
              join (select channel, sum(sold) as sold from brought group by channel having sum(sold) > 0) t on t.channel = b.channel
              where b.sold > 0
              group by b.sku
            ), skus as (
              select coalesce(s.sku, a.sku) as sku, s.orders, s.units, s.refunded_units, s.gross, s.discounts, s.refunds, s.fees, s.cost,
                a.ads
              from sold s full join ads a on a.sku = s.sku
            )
            """;
    }

    private const string Catalogue = """
        known as (
          select v.sku, v.title, p.external_id, p.name, c.path as category, b.name as brand
          from variants v
          join products p on p.tenant_id = $1 and p.id = v.product_id
          left join categories c on c.tenant_id = $1 and c.id = p.category_id
          left join brands b on b.tenant_id = $1 and b.id = p.brand_id
          where v.tenant_id = $1
        )
        """;

    /// <summary>Figures by key: key, name, product, category, brand, then the figures and advertising.</summary>
    public static string Figures(ProductLevel level, DayRange range, List<object?> values) => $"""
        with {BySku(range, values)}, {Catalogue}
        select {KeyOf(level)} as key, max({NameOf(level)}),
          max({(level is ProductLevel.Product or ProductLevel.Variant ? "k.external_id" : "null")}), max(k.category), max(k.brand),
          coalesce(sum(orders), 0)::bigint, coalesce(sum(units), 0), coalesce(sum(refunded_units), 0), coalesce(sum(gross), 0),
            coalesce(sum(discounts), 0),
          coalesce(sum(refunds), 0), coalesce(sum(fees), 0), coalesce(sum(cost), 0), coalesce(sum(ads), 0)
        from skus s left join known k on k.sku = s.sku
        group by 1
        """;

    /// <summary>The skus with the best net sales, their names and those.</summary>
    public static string Best(int max, DayRange range, List<object?> values) => $"""
        select b.sku, p.name || case when v.title = '' then '' else ', ' || v.title end, b.net
        from (
          select sku, sum(gross - discounts - refunds) as net from {SkuRows.Of(range, "$2", values)} r
          group by sku having sum(gross - discounts - refunds) <> 0 order by 2 desc, sku limit {max}) b
        left join variants v on v.tenant_id = $1 and v.sku = b.sku
        left join products p on p.tenant_id = $1 and p.id = v.product_id
        order by b.net desc, b.sku
        """;

    /// <summary>
    /// Units of whole weeks by key: the units, the sum of their squares and the first week with any. $3 and $4 are the first and the last
    /// week.
    /// A key with one sku has that sku's sums; only where several share one are its weeks added up first.
    /// </summary>
    public static string Weeks(ProductLevel level) => $"""
        with {Catalogue}, sums as materialized (
          select sku, sum(units) as units, sum(units * units) as squares, min(start) as first
          from (select sku, start, units::float8 as units from product_sales_rollups where tenant_id = $1 and basis = $2 and grain = 'week'
            and start between $3 and $4) w
          where abs(units) > {MinUnit} group by sku
        ), keyed as materialized (
          select s.*, {KeyOf(level)} as key, count(*) over (partition by {KeyOf(level)}) as skus from sums s left join known k
            on k.sku = s.sku
        )
        select key, units, squares, first from keyed where skus = 1
        union all
        select key, sum(units), sum(units * units), min(start) from (
          select k.key, s.start, sum(s.units::float8) as units
          from keyed k join product_sales_rollups s on s.sku = k.sku
          where k.skus > 1 and s.tenant_id = $1 and s.basis = $2 and s.grain = 'week' and s.start between $3 and $4
          group by 1, 2 having abs(sum(s.units::float8)) > {MinUnit}) w
        group by key
        """;

    private static string KeyOf(ProductLevel level) => level switch
    {
        ProductLevel.Product => "coalesce(k.external_id, s.sku)",
        ProductLevel.Variant => "s.sku",
        ProductLevel.Category => "coalesce(k.category, '')",
        ProductLevel.Brand => "coalesce(k.brand, '')",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    private static string NameOf(ProductLevel level) => level switch
    {
        ProductLevel.Product => "k.name",
        ProductLevel.Variant => "k.name || case when k.title = '' then '' else ', ' || k.title end",
        ProductLevel.Category => "k.category",
        ProductLevel.Brand => "k.brand",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
