using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Catalogue;

/// <summary>Reviews of the API.</summary>
internal sealed class ReviewResource : Resource
{
    private static readonly string[] Statuses = ["pending", "published", "rejected"];

    public override string Name => "reviews";

    public override string One => "review";

    public override string About => "What customers say of products.";

    public override string ReadScope => ApiScopes.CatalogueRead;

    public override string WriteScope => ApiScopes.CatalogueWrite;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "r.id", "Its identity here."),
        new("externalId", ResourceType.Text, "r.external_id", "The shop's own id.") { IsWritable = true, Column = "external_id" },
        new("product", ResourceType.Text, "p.external_id", "The product's externalId.") { IsWritable = true, IsRequired = true,
            Column = "product_id", Value = "i.product_id" },
        new("customer", ResourceType.Text, "c.external_id", "The customer's externalId, when it is known.") { IsWritable = true,
            Column = "customer_id", Value = "i.customer_id" },
        new("author", ResourceType.Text, "r.author", "The name that shoppers read.") { IsWritable = true, Column = "author" },
        new("rating", ResourceType.Whole, "r.rating", "Stars, 1 to 5.") { IsWritable = true, IsRequired = true, Column = "rating",
            MinValue = 1, MaxValue = 5 },
        new("title", ResourceType.Text, "r.title", "Its heading.") { IsWritable = true, Column = "title", MaxLength = 300 },
        new("body", ResourceType.Text, "r.body", "Its text.") { IsWritable = true, Column = "body", MaxLength = 20_000 },
        new("status", ResourceType.Text, "r.status", "Whether shoppers see it.") { IsWritable = true, Column = "status",
            Default = "'published'", Choices = Statuses },
        new("isVerified", ResourceType.Flag, "r.is_verified", "True when the author bought the product.") { IsWritable = true,
            Column = "is_verified", Default = "false" },
        new("writtenAt", ResourceType.Instant, "r.written_at", "When it was written; now without one.") { IsWritable = true,
            Column = "written_at", Default = "$2" },
        new("createdAt", ResourceType.Instant, "r.created_at", "When it came here."),
        new("updatedAt", ResourceType.Instant, "r.updated_at", "When one of its fields last changed."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("product", ResourceType.Text, "p.external_id = {0}", "Only reviews of this product."),
        new("status", ResourceType.Text, "r.status = {0}", "Only reviews with this status.") { Choices = Statuses },
        new("rating", ResourceType.Whole, "r.rating = {0}", "Only reviews with so many stars."),
        new("writtenSince", ResourceType.Instant, "r.written_at >= {0}", "Only reviews written at or after this instant."),
        new("updatedSince", ResourceType.Instant, "r.updated_at >= {0}", "Only reviews that changed at or after this instant."),
    ];

    internal override string Table => "reviews";

    internal override string Alias => "r";

    internal override string From => """
        reviews r
        join products p on p.tenant_id = r.tenant_id and p.id = r.product_id
        left join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
        where r.tenant_id = $1
        """;

    internal override string Found => "r.external_id = $2 or r.id = $3";

    internal override string Address => "r.id::text";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("r.created_at", "timestamptz"), ("r.id", "uuid")];

    internal override string KeyField => "externalId";

    internal override string Extra => "product_id uuid, customer_id uuid, ";

    internal override IReadOnlyList<string> Steps =>
    [
        .. ResourceSql.Match(this, "externalId"),
        .. ResourceSql.Create(this),
        ResourceSql.Unique(this, "externalId"),
        "update incoming i set product_id = p.id from products p where p.tenant_id = $1 and p.external_id = i.\"product\"",
        ResourceSql.Reject("i.\"product\" is not null and i.product_id is null", "product", "There is no product with this externalId."),
        "update incoming i set customer_id = c.id from customers c where c.tenant_id = $1 and c.external_id = i.\"customer\"",
        ResourceSql.Reject("i.\"customer\" is not null and i.customer_id is null", "customer",
            "There is no customer with this externalId."),
        ResourceSql.Update(this),
        ResourceSql.Insert(this, ("created_at", "$2"), ("updated_at", "$2")),
    ];
}
