using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Customers;

/// <summary>Customers of the API.</summary>
internal sealed class CustomerResource : Resource
{
    public override string Name => "customers";

    public override string One => "customer";

    public override string About => "Who buys, by the id that the shop gives them. Personal data: the scope is its own.";

    public override string ReadScope => ApiScopes.CustomersRead;

    public override string WriteScope => ApiScopes.CustomersWrite;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "c.id", "Its identity here."),
        new("externalId", ResourceType.Text, "c.external_id", "The shop's own id, as events name it (userId).") { IsWritable = true,
            IsRequired = true, Column = "external_id" },
        new("email", ResourceType.Text, "c.email", "The address that mails go to.") { IsWritable = true, Column = "email",
            MaxLength = 320 },
        new("firstName", ResourceType.Text, "c.first_name", "Given name.") { IsWritable = true, Column = "first_name" },
        new("lastName", ResourceType.Text, "c.last_name", "Family name.") { IsWritable = true, Column = "last_name" },
        new("city", ResourceType.Text, "c.city", "Where they live.") { IsWritable = true, Column = "city" },
        new("country", ResourceType.Text, "c.country", "Two letters, ISO 3166-1.") { IsWritable = true, Column = "country", MaxLength = 2 },
        new("createdAt", ResourceType.Instant, "c.created_at", "When they became a customer; now without one.") { IsWritable = true,
            Column = "created_at", Default = "$2" },
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("email", ResourceType.Text, "lower(c.email) = lower({0})", "Only customers with this address, letter case aside."),
        new("country", ResourceType.Text, "c.country = {0}", "Only customers of this country."),
        new("createdSince", ResourceType.Instant, "c.created_at >= {0}", "Only customers since this instant."),
    ];

    internal override string Table => "customers";

    internal override string Alias => "c";

    internal override string From => "customers c where c.tenant_id = $1";

    internal override string Found => "c.external_id = $2 or c.id = $3";

    internal override string Address => "c.id::text";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("c.created_at", "timestamptz"), ("c.id", "uuid")];

    internal override string KeyField => "externalId";

    internal override IReadOnlyList<string> Steps =>
    [
        .. ResourceSql.Match(this, "externalId"),
        .. ResourceSql.Create(this),
        ResourceSql.Unique(this, "externalId"),
        ResourceSql.Update(this, stamp: null),
        ResourceSql.Insert(this),
    ];
}
