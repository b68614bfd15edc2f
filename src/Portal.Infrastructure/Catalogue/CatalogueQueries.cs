using Npgsql;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Catalogue;

/// <summary>What the store sells, at what price.</summary>
public sealed class CatalogueQueries(PortalDatabase database, TimeProvider time)
{
    /// <summary>The states of a product.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["draft", "active", "archived"];

    private const string Products = """
        select p.external_id, p.name, b.name, c.path, p.status, v.variants, v.price, v.highest, v.margin, v.on_hand, v.is_reduced, r.rating,
          r.reviews
        from products p
        left join brands b on b.tenant_id = $1 and b.id = p.brand_id
        left join categories c on c.tenant_id = $1 and c.id = p.category_id
        cross join lateral (
          select count(*)::integer as variants, min(v.price) as price, max(v.price) as highest,
            coalesce(bool_or(v.compare_at_price > v.price), false) as is_reduced,
                 (sum(v.price - v.cost) filter (where v.price > 0)) / nullif(sum(v.price) filter (where v.cost is not null), 0) as margin,
                 coalesce(sum((select sum(s.on_hand) from stock_levels s where s.tenant_id = $1
                   and s.variant_id = v.id)), 0)::integer as on_hand
          from variants v where v.tenant_id = $1 and v.product_id = p.id and v.status = 'active') v
        cross join lateral (
          select avg(r.rating) as rating, count(*)::integer as reviews from reviews r where r.tenant_id = $1 and r.product_id = p.id
            and r.status = 'published') r
        where p.tenant_id = $1 and ($2::text is null or p.name ilike $2 or p.external_id ilike $2
          or exists (select from variants v where v.tenant_id = $1 and v.product_id = p.id and v.sku ilike $2))
        """;

    private const string Variants = """
        select p.external_id, p.name, v.id, v.sku, v.title, v.currency, v.price, v.compare_at_price, v.promotion, v.cost,
               coalesce((select sum(s.on_hand) from stock_levels s where s.tenant_id = $1 and s.variant_id = v.id), 0)::integer,
               v.reorder_point, v.safety_stock, v.lead_time_days, q.name, v.barcode, h.since,
               (select min(e.price) from variant_prices e where e.tenant_id = $1 and e.variant_id = v.id
                  and e.since < f.at and (e.until is null or e.until > f.at - interval '30 days'))
        from variants v
        join products p on p.tenant_id = $1 and p.id = v.product_id
        left join suppliers q on q.tenant_id = $1 and q.id = v.supplier_id
        left join variant_prices h on h.tenant_id = $1 and h.variant_id = v.id and h.until is null
        cross join lateral (select case when v.compare_at_price > v.price then coalesce(h.since, $2) else $2 end as at) f
        where v.tenant_id = $1
        """;

    private static readonly Dictionary<string, string> ProductOrders = new()
    {
        ["name"] = "lower(p.name)",
        ["brand"] = "b.name",
        ["category"] = "c.path",
        ["price"] = "v.price",
        ["margin"] = "v.margin",
        ["on_hand"] = "v.on_hand",
        ["rating"] = "r.rating",
        ["reviews"] = "r.reviews",
        ["variants"] = "v.variants",
    };

    private static readonly Dictionary<string, string> PriceOrders = new()
    {
        ["name"] = "lower(p.name)",
        ["sku"] = "v.sku",
        ["price"] = "v.price",
        ["since"] = "h.since",
        ["margin"] = "(v.price - v.cost) / nullif(v.price, 0)",
        ["reduction"] = "case when v.compare_at_price > v.price then 1 - v.price / v.compare_at_price end",
    };

    /// <summary>One page of the products, by name without another order.</summary>
    public async Task<TablePage<CatalogueRow>> ListAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken = default)
    {
        var values = new List<object?> { TableSql.Pattern(query.Search) };
        var where = Where(query, values, new Dictionary<string, string>
        {
            ["status"] = "p.status",
            ["brand"] = "b.name",
            ["category"] = "c.path"
        });
        var total = await database.FindAsync(tenantId, $"select count(*) from ({Products}{where}) n", values,
            row => (object)row.GetInt64(0), cancellationToken);
        var rows = await database.ListAsync(tenantId, $"{Products}{where} {TableSql.Page(Ascending(query), ProductOrders, "name", "p.id")}",
            values, ReadRow, cancellationToken);
        return new(rows, (long)total!);
    }

    /// <summary>Names of brands and categories, to filter by.</summary>
    public async Task<(IReadOnlyList<string> Brands, IReadOnlyList<string> Categories)> NamesAsync(
        Guid tenantId, CancellationToken cancellationToken = default) => (
        await database.ListAsync(tenantId, "select name from brands where tenant_id = $1 order by name limit 100", [],
            row => row.GetString(0), cancellationToken),
        await database.ListAsync(tenantId, "select path from categories where tenant_id = $1 order by path limit 100", [],
            row => row.GetString(0), cancellationToken));

    /// <summary>One product by the shop's id; null when there is none.</summary>
    public async Task<ProductDetails?> FindAsync(Guid tenantId, string key, CancellationToken cancellationToken = default)
    {
        var found = await database.FindAsync(
            tenantId,
            """
            select p.id, p.external_id, p.name, p.description, b.name, c.path, p.status, p.url, p.tags, p.created_at from products p
            left join brands b on b.tenant_id = $1 and b.id = p.brand_id left join categories c on c.tenant_id = $1 and c.id = p.category_id
            where p.tenant_id = $1 and p.external_id = $2
            """,
            [key],
            row => new ProductDetails(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3), row.Text(4), row.Text(5), row.GetString(6), row.Text(7),
                row.GetFieldValue<string[]>(8), row.GetFieldValue<DateTimeOffset>(9), []),
            cancellationToken);
        return found is null ? null : found with
        {
            Variants = await database.ListAsync(
                tenantId, Variants + " and v.product_id = $3 order by v.position, v.sku", [time.GetUtcNow().UtcDateTime, found.Id], row =>
                    ReadPrice(row).Variant, cancellationToken),
        };
    }

    /// <summary>One page of the variants with their prices, by name without another order.</summary>
    public async Task<TablePage<PriceRow>> PricesAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken = default)
    {
        const string searched =
            " and v.status = 'active' and v.price is not null and ($3::text is null or p.name ilike $3 or v.sku ilike $3)";
        var values = new List<object?> { time.GetUtcNow().UtcDateTime, TableSql.Pattern(query.Search) };
        var where = searched + Where(query, values, new Dictionary<string, string>
        {
            [
            "promotion"] = "case when v.compare_at_price > v.price then 'Reduced' else 'Regular' end"
        });
        var total = await database.FindAsync(tenantId, $"select count(*) from ({Variants}{where}) n", values,
            row => (object)row.GetInt64(0), cancellationToken);
        return new(await database.ListAsync(tenantId, $"{Variants}{where} {TableSql.Page(Ascending(query), PriceOrders, "name", "v.id")}",
            values, ReadPrice, cancellationToken), (long)total!);
    }

    /// <summary>Every price that a variant had, latest first.</summary>
    public async Task<IReadOnlyList<PricePeriod>> HistoryAsync(
        Guid tenantId, Guid variantId, CancellationToken cancellationToken = default) => await database.ListAsync(
        tenantId,
        "select since, until, price, compare_at_price, promotion from variant_prices where tenant_id = $1 and variant_id = $2 order by "
            + "since desc limit 500", [variantId],
        row => new PricePeriod(row.GetFieldValue<DateTimeOffset>(0), row.Instant(1), row.GetDecimal(2),
            row.IsDBNull(3) ? null : row.GetDecimal(3), row.Text(4)), cancellationToken);

    /// <summary>The latest published reviews of a product.</summary>
    public async Task<IReadOnlyList<ProductReview>> ReviewsAsync(
        Guid tenantId, Guid productId, CancellationToken cancellationToken = default) => await database.ListAsync(
        tenantId,
        "select id, rating, title, body, author, is_verified, written_at from reviews where tenant_id = $1 and product_id = $2 and "
            + "status = 'published' order by written_at desc limit 20",
        [productId],
        row => new ProductReview(row.GetGuid(0), row.GetInt16(1), row.Text(2), row.Text(3), row.Text(4), row.GetBoolean(5),
            row.GetFieldValue<DateTimeOffset>(6)), cancellationToken);

    /// <summary>Where a product's units lie.</summary>
    public async Task<IReadOnlyList<LocationStock>> StockAsync(
        Guid tenantId, Guid productId, CancellationToken cancellationToken = default) => await database.ListAsync(
        tenantId,
        """
        select l.name, v.sku, s.on_hand from stock_levels s
        join variants v on v.tenant_id = $1 and v.id = s.variant_id and v.product_id = $2 join locations l on l.tenant_id = $1
          and l.id = s.location_id
        where s.tenant_id = $1 order by l.is_default desc, l.name, v.position, v.sku
        """,
        [productId], row => new LocationStock(row.GetString(0), row.GetString(1), row.GetInt32(2)), cancellationToken);

    // These lists read from A to Z when nobody says otherwise; the shared clause would begin at Z.
    private static TableQuery Ascending(TableQuery query) => query.Sort is null ? query with { Sort = "name" } : query;

    private static string Where(TableQuery query, List<object?> values, Dictionary<string, string> columns)
    {
        var where = "";
        foreach (var filter in query.Filters.Where(filter => columns.ContainsKey(filter.Column)
            && filter.Operator != TableOperator.Contains))
        {
            values.Add(filter.Values.ToArray());
            where += string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $" and {(filter.Operator == TableOperator.IsNot ? "not " : "")}coalesce({columns[filter.Column]} = any "
                    + $"(${values.Count + 1}), false)");
        }

        return where;
    }

    private static CatalogueRow ReadRow(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Text(2), row.Text(3), row.GetString(4), row.GetInt32(5), Money(row, 6), Money(row, 7),
        Money(row, 8), row.GetInt32(9), row.GetBoolean(10), Money(row, 11),
        row.GetInt32(12));

    private static PriceRow ReadPrice(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), new(
        row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5), Money(row, 6), Money(row, 7), row.Text(8), Money(row, 9),
        row.GetInt32(10), Whole(row, 11), Whole(row, 12), Whole(row, 13),
        row.Text(14), row.Text(15), row.Instant(16), Money(row, 17)));

    private static decimal? Money(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

    private static int? Whole(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
