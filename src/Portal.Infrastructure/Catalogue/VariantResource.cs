using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Catalogue;

/// <summary>Variants of the API: what is sold, counted and priced.</summary>
internal sealed class VariantResource : Resource
{
    public const int MaxUnits = 100_000_000;

    private static readonly string[] Statuses = ["active", "archived"];

    public override string Name => "variants";

    public override string One => "variant";

    public override string About =>
        "What is sold, counted and priced, by its sku. A price that changes is kept in the price history. A sku and a name are enough "
        + "for a new one.";

    public override string ReadScope => ApiScopes.CatalogueRead;

    public override string WriteScope => ApiScopes.CatalogueWrite;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "v.id", "Its identity here."),
        new("sku", ResourceType.Text, "v.sku", "The stock keeping unit; one of a kind in the store.") { IsWritable = true,
            IsRequired = true, Column = "sku" },
        new("externalId", ResourceType.Text, "v.external_id", "The shop's own id.") { IsWritable = true, Column = "external_id" },
        new("product", ResourceType.Text, "p.external_id",
            "The externalId of the product that it is one of. An unknown one is made; without one, the sku stands for it.")
            { IsWritable = true, Column = "product_id",
                Value = "coalesce(i.product_id, (select x.product_id from variants x where x.tenant_id = $1 and x.id = i.target))" },
        new("name", ResourceType.Text, "p.name",
            "The product's name. Taken when the product is made with the variant.") { IsWritable = true, MaxLength = 300 },
        new("title", ResourceType.Text, "v.title", "What tells it from the product's other variants.") { IsWritable = true,
            Column = "title", Default = "''" },
        new("options", ResourceType.Map, "v.options", "Its options, such as {\"size\": \"L\"}.") { IsWritable = true, Column = "options",
            Default = "'{}'" },
        new("barcode", ResourceType.Text, "v.barcode", "EAN, UPC or the like.") { IsWritable = true, Column = "barcode", MaxLength = 50 },
        new("currency", ResourceType.Text, "v.currency", "Of price and cost, ISO 4217; the store's own at first.") { IsWritable = true,
            Column = "currency", Default = "i.store_currency", MaxLength = 3 },
        new("price", ResourceType.Number, "v.price", "Of one unit, with tax as the shop shows it.") { IsWritable = true, Column = "price" },
        new("compareAtPrice", ResourceType.Number, "v.compare_at_price",
            "What it cost before a promotion; above the price while one runs.") { IsWritable = true, Column = "compare_at_price" },
        new("promotion", ResourceType.Text, "v.promotion", "The promotion's name.") { IsWritable = true, Column = "promotion" },
        new("cost", ResourceType.Number, "v.cost", "What one unit costs the store.") { IsWritable = true, Column = "cost" },
        new("isStocked", ResourceType.Flag, "v.is_stocked",
            "False for what has no stock, such as postage or a download.") { IsWritable = true, Column = "is_stocked", Default = "true" },
        new("reorderPoint", ResourceType.Whole, "v.reorder_point",
            "Units at which to order again; empty to have it worked out.") { IsWritable = true, Column = "reorder_point",
            MaxValue = MaxUnits },
        new("safetyStock", ResourceType.Whole, "v.safety_stock",
            "Units kept for what is not foreseen; empty to have it worked out.") { IsWritable = true, Column = "safety_stock",
            MaxValue = MaxUnits },
        new("leadTimeDays", ResourceType.Whole, "v.lead_time_days",
            "Days from order to receipt; the supplier's where empty.") { IsWritable = true, Column = "lead_time_days", MaxValue = 1000 },
        new("supplier", ResourceType.Text, "s.name", "Who delivers it; an unknown one is made.") { IsWritable = true,
            Column = "supplier_id", Value = "i.supplier_id" },
        new("weightGrams", ResourceType.Number, "v.weight_grams", "Of one unit with its packing.") { IsWritable = true,
            Column = "weight_grams", MaxValue = 9_999_999_999m },
        new("status", ResourceType.Text, "v.status", "Archived ones are in no list of stock.") { IsWritable = true, Column = "status",
            Default = "'active'", Choices = Statuses },
        new("onHand", ResourceType.Whole,
            "(select coalesce(sum(l.on_hand), 0)::integer from stock_levels l where l.tenant_id = v.tenant_id and l.variant_id = v.id)",
            "Units at all locations."),
        new("createdAt", ResourceType.Instant, "v.created_at", "When it was made."),
        new("updatedAt", ResourceType.Instant, "v.updated_at", "When one of its fields last changed."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("product", ResourceType.Text, "p.external_id = {0}", "Only variants of the product with this externalId."),
        new("status", ResourceType.Text, "v.status = {0}", "Only variants with this status.") { Choices = Statuses },
        new("supplier", ResourceType.Text, "s.name = {0}", "Only what this supplier delivers."),
        new("barcode", ResourceType.Text, "v.barcode = {0}", "Only variants with this barcode."),
        new("search", ResourceType.Text, "p.name ilike '%' || {0} || '%' or v.sku = {0}",
            "Only variants whose product's name contains this, letter case aside, or with this sku."),
        new("updatedSince", ResourceType.Instant, "v.updated_at >= {0}", "Only variants that changed at or after this instant."),
    ];

    internal override string Table => "variants";

    internal override string Alias => "v";

    internal override string From => """
        variants v
        join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
        left join suppliers s on s.tenant_id = v.tenant_id and s.id = v.supplier_id
        where v.tenant_id = $1
        """;

    internal override string Found => "v.sku = $2 or v.id = $3";

    internal override string Address => "v.id::text";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("v.created_at", "timestamptz"), ("v.id", "uuid")];

    internal override string KeyField => "sku";

    internal override string Extra => "product_id uuid, supplier_id uuid, store_currency text, ";

    internal override IReadOnlyList<string> Steps =>
    [
        .. ResourceSql.Match(this, "sku", "externalId"),
        .. ResourceSql.Create(this),
        ResourceSql.Unique(this, "sku"),
        ResourceSql.Unique(this, "externalId"),
        "update incoming i set store_currency = t.currency from tenants t where t.id = $1",
        CatalogueSql.EnsureSuppliers,
        """
        insert into products (tenant_id, id, external_id, name, created_at, updated_at)
        select distinct on (key) $1, gen_random_uuid(), key, coalesce(nullif(i."name", ''), nullif(i."title", ''), key), $2::timestamptz, $2
        from incoming i, lateral (select coalesce(nullif(i."product", ''), i."sku") as key) k
        where i.is_new or i."product" <> '' order by key, i.n
        on conflict do nothing
        """,
        """
        update incoming i set product_id = p.id from products p
        where p.tenant_id = $1 and p.external_id = coalesce(nullif(i."product", ''), i."sku") and (i.is_new or i."product" <> '')
        """,
        ResourceSql.Update(this),
        ResourceSql.Insert(this, ("created_at", "$2"), ("updated_at", "$2")),
    ];

    protected override void CheckTogether(JsonObject row, FieldErrors errors) => CheckCurrency(row, errors);
}
