using Portal.Domain.Imports;

namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>
/// Products and their variants, a row for each sku; the last row of a sku counts. What a row leaves empty stays as it is.
/// </summary>
internal sealed class ProductsImport : ImportKind
{
    public override string Name => "products";

    public override string Label => "Products and variants";

    public override IReadOnlyList<ImportField> Fields { get; } =
    [
        new("sku", "SKU", ImportFieldType.Id, true, "variantsku", "stockcode", "productcode", "article", "code"),
        new("productId", "Product id", ImportFieldType.Id, false, "handle", "parentid", "parentsku"),
        new("name", "Product name", ImportFieldType.Text, false, "title", "description", "productname"),
        new("variant", "Variant", ImportFieldType.Text, false, "varianttitle", "option1value", "option"),
        new("category", "Category", ImportFieldType.Text, false, "type", "productcategory", "producttype"),
        new("brand", "Brand", ImportFieldType.Text, false, "vendor", "manufacturer"),
        new("price", "Price", ImportFieldType.Number, false, "variantprice", "unitprice"),
        new("compareAtPrice", "Compare-at price", ImportFieldType.Number, false, "variantcompareatprice", "listprice", "msrp"),
        new("cost", "Cost", ImportFieldType.Number, false, "costperitem", "unitcost", "purchaseprice"),
        new("barcode", "Barcode", ImportFieldType.Id, false, "ean", "gtin", "upc", "variantbarcode"),
        new("reorderPoint", "Reorder point", ImportFieldType.Number, false, "minstock"),
        new("safetyStock", "Safety stock", ImportFieldType.Number, false),
        new("leadTimeDays", "Lead time in days", ImportFieldType.Number, false, "leadtime"),
    ];

    internal override string Key => "sku";

    internal override string? Check(ImportRow row, ImportSettings settings, KnownRates rates)
    {
        foreach (var (field, label) in (ReadOnlySpan<(string, string)>)[("price", "Price"), ("compareAtPrice", "Compare-at price"),
            ("cost", "Cost"), ("reorderPoint", "Reorder point"), ("safetyStock", "Safety stock"), ("leadTimeDays", "Lead time in days")])
        {
            if (row.Number(field) is < 0)
                return $"{label}: it is below zero.";
        }

        foreach (var count in (ReadOnlySpan<string>)["reorderPoint", "safetyStock", "leadTimeDays"])
        {
            if (row.Number(count) is > int.MaxValue)
                return $"{Fields.First(field => field.Name == count).Label}: it is too large.";
        }

        return null;
    }

    internal override async Task<MergeCount> MergeAsync(ImportMerge merge, CancellationToken cancellationToken)
    {
        await merge.ExecuteAsync("""
            select ensure_categories($1, array(select distinct category from import_batch where category is not null))
            """, cancellationToken);
        await merge.ExecuteAsync("""
            insert into brands (tenant_id, name) select distinct $1, brand from import_batch where brand is not null on conflict do nothing
            """, cancellationToken);
        await merge.ExecuteAsync("""
            with stated as (
              select distinct on (coalesce(b.product_id, k.external_id, b.sku)) coalesce(b.product_id, k.external_id, b.sku) as product,
                b.name, c.id as category_id,
                d.id as brand_id
              from import_batch b
              left join variants v on v.tenant_id = $1 and v.sku = b.sku
              left join products k on k.tenant_id = $1 and k.id = v.product_id
              left join categories c on c.tenant_id = $1 and c.path = b.category
              left join brands d on d.tenant_id = $1 and d.name = b.brand
              order by coalesce(b.product_id, k.external_id, b.sku), b.row desc)
            insert into products as k (tenant_id, id, external_id, name, category_id, brand_id, created_at, updated_at)
            select $1, gen_random_uuid(), s.product, coalesce(s.name, e.name, s.product), s.category_id, s.brand_id, $4, $4
            from stated s left join products e on e.tenant_id = $1 and e.external_id = s.product order by s.product
            on conflict (tenant_id, external_id) do update set
              name = excluded.name, category_id = coalesce(excluded.category_id, k.category_id),
              brand_id = coalesce(excluded.brand_id, k.brand_id), updated_at = excluded.updated_at
            where (excluded.name, coalesce(excluded.category_id, k.category_id), coalesce(excluded.brand_id, k.brand_id))
              is distinct from (k.name, k.category_id, k.brand_id)
            """, cancellationToken);
        return await merge.CountAsync("""
            with stated as (
              select distinct on (b.sku) b.*, coalesce(v.product_id, p.id) as owner
              from import_batch b
              left join variants v on v.tenant_id = $1 and v.sku = b.sku
              left join products p on p.tenant_id = $1 and p.external_id = coalesce(b.product_id, b.sku)
              order by b.sku, b.row desc
            ), written as (
              insert into variants as k (tenant_id, product_id, sku, title, barcode, currency, price, compare_at_price, cost, reorder_point,
                safety_stock, lead_time_days,
                created_at, updated_at)
              select $1, owner, sku, coalesce(variant, ''), barcode, $3, price, compare_at_price, cost, reorder_point::integer,
                safety_stock::integer, lead_time_days::integer, $4, $4
              from stated order by sku
              on conflict (tenant_id, sku) do update set
                title = coalesce(nullif(excluded.title, ''), k.title), barcode = coalesce(excluded.barcode, k.barcode),
                  price = coalesce(excluded.price, k.price),
                compare_at_price = coalesce(excluded.compare_at_price, k.compare_at_price), cost = coalesce(excluded.cost, k.cost),
                reorder_point = coalesce(excluded.reorder_point, k.reorder_point), safety_stock = coalesce(excluded.safety_stock,
                  k.safety_stock),
                lead_time_days = coalesce(excluded.lead_time_days, k.lead_time_days), updated_at = excluded.updated_at
              where (coalesce(nullif(excluded.title, ''), k.title), coalesce(excluded.barcode, k.barcode), coalesce(excluded.price,
                k.price),
                     coalesce(excluded.compare_at_price, k.compare_at_price), coalesce(excluded.cost, k.cost),
                       coalesce(excluded.reorder_point, k.reorder_point),
                     coalesce(excluded.safety_stock, k.safety_stock), coalesce(excluded.lead_time_days, k.lead_time_days))
                is distinct from (k.title, k.barcode, k.price, k.compare_at_price, k.cost, k.reorder_point, k.safety_stock,
                  k.lead_time_days)
              returning (xmax = 0) as is_new)
            select 'created', count(*) filter (where is_new) from written
            union all select 'updated', count(*) filter (where not is_new) from written
            union all select 'unchanged', (select count(*) from stated) - (select count(*) from written)
            """, cancellationToken);
    }
}
