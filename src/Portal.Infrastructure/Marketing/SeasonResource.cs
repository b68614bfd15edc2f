using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Marketing;

/// <summary>A store's own special days of the API, beside the holidays that are worked out.</summary>
internal sealed class SeasonResource : Resource
{
    public override string Name => "seasons";

    public override string One => "season";

    public override string About => "Days of the store's own, such as a birthday sale; holidays are known without them.";

    public override string ReadScope => ApiScopes.MarketingRead;

    public override string WriteScope => ApiScopes.MarketingWrite;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "s.id", "Its identity here."),
        new("code", ResourceType.Text, "s.code", "The store's own key, such as birthday-2026.") { IsWritable = true, IsRequired = true,
            Column = "code" },
        new("name", ResourceType.Text, "s.name", "As people name it; the same in every year it comes back.") { IsWritable = true,
            IsRequired = true, Column = "name" },
        new("startsOn", ResourceType.Day, "s.starts_on", "Its first day.") { IsWritable = true, IsRequired = true, Column = "starts_on" },
        new("endsOn", ResourceType.Day, "s.ends_on", "Its last day, included.") { IsWritable = true, IsRequired = true,
            Column = "ends_on" },
        new("createdAt", ResourceType.Instant, "s.created_at", "When it was made."),
        new("updatedAt", ResourceType.Instant, "s.updated_at", "When one of its fields last changed."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("from", ResourceType.Day, "s.ends_on >= {0}", "Only seasons that end on this day or later."),
        new("to", ResourceType.Day, "s.starts_on <= {0}", "Only seasons that start on this day or earlier."),
    ];

    internal override string Table => "seasons";

    internal override string Alias => "s";

    internal override string From => "seasons s where s.tenant_id = $1";

    internal override string Found => "s.code = $2 or s.id = $3";

    internal override string Address => "s.id::text";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("s.starts_on", "date"), ("s.id", "uuid")];

    internal override string KeyField => "code";

    internal override IReadOnlyList<string> Steps =>
    [
        .. ResourceSql.Match(this, "code"),
        .. ResourceSql.Create(this),
        ResourceSql.Unique(this, "code"),
        ResourceSql.EndsInTime(this),
        ResourceSql.Update(this),
        ResourceSql.Insert(this, ("created_at", "$2"), ("updated_at", "$2")),
    ];
}
