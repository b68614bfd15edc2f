using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Catalogue;

/// <summary>Products of the API.</summary>
internal sealed class ProductResource : Resource
{
    private static readonly string[] Statuses = ["draft", "active", "archived"];

    public override string Name => "products";

    public override string One => "product";

    public override string About =>
        "What the store sells, by the id that the shop gives it. A product is sold as variants; a new one gets its first.";

    public override string ReadScope => ApiScopes.CatalogueRead;

    public override string WriteScope => ApiScopes.CatalogueWrite;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "p.id", "Its identity here."),
        new("externalId", ResourceType.Text, "p.external_id", "The shop's own id, as events name it.") { IsWritable = true,
            IsRequired = true, Column = "external_id" },
        new("name", ResourceType.Text, "p.name", "What shoppers read.") { IsWritable = true, IsRequired = true, Column = "name",
            MaxLength = 300 },
        new("description", ResourceType.Text, "p.description", "A text for shoppers.") { IsWritable = true, Column = "description",
            MaxLength = 20_000 },
        new("status", ResourceType.Text, "p.status", "Whether it is on sale.") { IsWritable = true, Column = "status", Default = "'active'",
            Choices = Statuses },
        new("brand", ResourceType.Text, "b.name", "The brand's name; an unknown one is made.") { IsWritable = true, Column = "brand_id",
            Value = "i.brand_id" },
        new("category", ResourceType.Text, "c.path",
            "The category with those above it, as in Coffee > Single origin; an unknown one is made.") { IsWritable = true,
            Column = "category_id", Value = "i.category_id" },
        new("tags", ResourceType.Texts, "p.tags", "Words to find it by.") { IsWritable = true, Column = "tags", Default = "'{}'",
            MaxLength = 50 },
        new("url", ResourceType.Text, "p.url", "Its page in the shop, http or https.")
        {
            IsWritable = true, Column = "url", MaxLength = WebAddress.MaxLength, IsWebAddress = true,
        },
        new("imageUrl", ResourceType.Text, "p.image_url", "Its picture, http or https.")
        {
            IsWritable = true, Column = "image_url", MaxLength = WebAddress.MaxLength, IsWebAddress = true,
        },
        new("sku", ResourceType.Text,
            "(select v.sku from variants v where v.tenant_id = p.tenant_id and v.product_id = p.id order by v.position, v.sku limit 1)",
            "The sku of its first variant. Taken when the product is made; the externalId stands for it otherwise.") { IsWritable = true },
        new("variants", ResourceType.Whole,
            "(select count(*)::integer from variants v where v.tenant_id = p.tenant_id and v.product_id = p.id)",
            "How many variants it is sold as."),
        new("createdAt", ResourceType.Instant, "p.created_at", "When it was made."),
        new("updatedAt", ResourceType.Instant, "p.updated_at", "When one of its fields last changed."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("status", ResourceType.Text, "p.status = {0}", "Only products with this status.") { Choices = Statuses },
        new("brand", ResourceType.Text, "b.name = {0}", "Only products of this brand."),
        new("category", ResourceType.Text, "c.path = {0} or c.path like {0} || ' > %'",
            "Only products of this category and of those below it."),
        new("search", ResourceType.Text, "p.name ilike '%' || {0} || '%' or p.external_id = {0}",
            "Only products whose name contains this, letter case aside."),
        new("updatedSince", ResourceType.Instant, "p.updated_at >= {0}", "Only products that changed at or after this instant."),
    ];

    internal override string Table => "products";

    internal override string Alias => "p";

    internal override string From => """
        products p
        left join brands b on b.tenant_id = p.tenant_id and b.id = p.brand_id
        left join categories c on c.tenant_id = p.tenant_id and c.id = p.category_id
        where p.tenant_id = $1
        """;

    internal override string Found => "p.external_id = $2 or p.id = $3";

    internal override string Address => "p.id::text";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("p.created_at", "timestamptz"), ("p.id", "uuid")];

    internal override string KeyField => "externalId";

    internal override string Extra => "brand_id uuid, category_id uuid, ";

    internal override IReadOnlyList<string> Steps =>
    [
        .. ResourceSql.Match(this, "externalId"),
        .. ResourceSql.Create(this),
        ResourceSql.Unique(this, "externalId"),
        ResourceSql.Reject(
            "i.is_new and exists (select from variants v where v.tenant_id = $1 and v.sku = coalesce(i.\"sku\", i.\"externalId\"))", "sku",
            "Another product is sold under this sku."),
        CatalogueSql.EnsureBrands,
        CatalogueSql.EnsureCategories,
        CatalogueSql.NameCategories,
        ResourceSql.Update(this),
        ResourceSql.Insert(this, ("created_at", "$2"), ("updated_at", "$2")),
        """
        insert into variants (tenant_id, product_id, sku, currency, created_at, updated_at)
        select $1, i.target, coalesce(i."sku", i."externalId"), t.currency, $2, $2 from incoming i join tenants t on t.id = $1
          where i.is_new
        """,
    ];
}
