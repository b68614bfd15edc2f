using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Marketing;

/// <summary>Campaigns of the API.</summary>
internal sealed class CampaignResource : Resource
{
    private static readonly string[] Statuses = ["planned", "active", "paused", "ended"];

    public override string Name => "campaigns";

    public override string One => "campaign";

    public override string About => "Advertising with a name, a time and a budget.";

    public override string ReadScope => ApiScopes.MarketingRead;

    public override string WriteScope => ApiScopes.MarketingWrite;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "c.id", "Its identity here."),
        new("code", ResourceType.Text, "c.code", "As links name it: utm_campaign.") { IsWritable = true, IsRequired = true,
            Column = "code" },
        new("name", ResourceType.Text, "c.name", "As people name it.") { IsWritable = true, IsRequired = true, Column = "name" },
        new("channel", ResourceType.Text, "c.channel", "The channel it runs in, as analytics name it.") { IsWritable = true,
            IsRequired = true, Column = "channel", Choices = MarketingChannels.All },
        new("source", ResourceType.Text, "c.source", "Where it runs, as links name it: utm_source.") { IsWritable = true, Column = "source",
            Default = "''" },
        new("status", ResourceType.Text, "c.status", "Whether it runs.") { IsWritable = true, Column = "status", Default = "'active'",
            Choices = Statuses },
        new("startsOn", ResourceType.Day, "c.starts_on", "Its first day.") { IsWritable = true, Column = "starts_on" },
        new("endsOn", ResourceType.Day, "c.ends_on", "Its last day.") { IsWritable = true, Column = "ends_on" },
        new("budget", ResourceType.Number, "c.budget", "What it may cost in all, in the store's currency.") { IsWritable = true,
            Column = "budget" },
        new("note", ResourceType.Text, "c.note", "A note for colleagues.") { IsWritable = true, Column = "note", MaxLength = 2000 },
        new("createdAt", ResourceType.Instant, "c.created_at", "When it was made."),
        new("updatedAt", ResourceType.Instant, "c.updated_at", "When one of its fields last changed."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("channel", ResourceType.Text, "c.channel = {0}", "Only campaigns in this channel.") { Choices = MarketingChannels.All },
        new("status", ResourceType.Text, "c.status = {0}", "Only campaigns with this status.") { Choices = Statuses },
        new("updatedSince", ResourceType.Instant, "c.updated_at >= {0}", "Only campaigns that changed at or after this instant."),
    ];

    internal override string Table => "campaigns";

    internal override string Alias => "c";

    internal override string From => "campaigns c where c.tenant_id = $1";

    internal override string Found => "c.code = $2 or c.id = $3";

    internal override string Address => "c.id::text";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("c.created_at", "timestamptz"), ("c.id", "uuid")];

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
