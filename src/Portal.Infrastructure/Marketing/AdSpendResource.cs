using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Marketing;

/// <summary>Days of advertising of the API. A day of a channel, source and campaign has one row.</summary>
internal sealed class AdSpendResource : Resource
{
    public override string Name => "ad-spend";

    public override string One => "day of ad spend";

    public override string About =>
        "What a day of advertising cost. A day, channel, source and campaign together name a row, so sending it again corrects it.";

    public override string ReadScope => ApiScopes.MarketingRead;

    public override string WriteScope => ApiScopes.MarketingWrite;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "s.id", "Its identity here."),
        new("day", ResourceType.Day, "s.day", "The store's day.") { IsWritable = true, IsRequired = true, Column = "day" },
        new("channel", ResourceType.Text, "s.channel", "The channel, as analytics name it.") { IsWritable = true, IsRequired = true,
            Column = "channel", Choices = MarketingChannels.All },
        new("source", ResourceType.Text, "s.source", "Where it ran, as links name it: utm_source.") { IsWritable = true, Column = "source",
            Default = "''" },
        new("campaign", ResourceType.Text, "s.campaign", "The campaign, as links name it: utm_campaign.") { IsWritable = true,
            Column = "campaign", Default = "''" },
        new("cost", ResourceType.Number, "s.cost", "In the store's currency.") { IsWritable = true, IsRequired = true, Column = "cost" },
        new("paid", ResourceType.Number, "s.paid", "What was paid, when it was another currency.") { IsWritable = true, Column = "paid" },
        new("currency", ResourceType.Text, "s.currency", "Of what was paid; the store's own without one.") { IsWritable = true,
            Column = "currency", Default = "i.store_currency", MaxLength = 3 },
        new("impressions", ResourceType.Whole, "s.impressions", "How often it was shown.") { IsWritable = true, Column = "impressions",
            MaxValue = int.MaxValue },
        new("clicks", ResourceType.Whole, "s.clicks", "How often it was pressed.") { IsWritable = true, Column = "clicks",
            MaxValue = int.MaxValue },
        new("updatedAt", ResourceType.Instant, "s.updated_at", "When it last changed."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("from", ResourceType.Day, "s.day >= {0}", "Only this day and later ones."),
        new("to", ResourceType.Day, "s.day <= {0}", "Only this day and earlier ones."),
        new("channel", ResourceType.Text, "s.channel = {0}", "Only this channel.") { Choices = MarketingChannels.All },
        new("campaign", ResourceType.Text, "s.campaign = {0}", "Only this campaign."),
    ];

    internal override string Table => "ad_spend";

    internal override string Alias => "s";

    internal override string From => "ad_spend s where s.tenant_id = $1";

    internal override string Found => "s.id = $3 and $2::text is not null";

    internal override string Address => "s.id::text";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("s.day", "date"), ("s.id", "uuid")];

    internal override string KeyField => "day";

    internal override string Extra => "store_currency text, ";

    internal override IReadOnlyList<string> Steps =>
    [
        .. ResourceSql.Match(this),
        "update incoming i set store_currency = t.currency from tenants t where t.id = $1",
        """
        update incoming i set target = s.id from ad_spend s
        where i.target is null and s.tenant_id = $1 and s.day = i."day" and s.channel = i."channel" and s.source = coalesce(i."source", '')
          and s.campaign = coalesce(i."campaign", '')
        """,
        .. ResourceSql.Create(this),
        ResourceSql.Update(this),
        ResourceSql.Insert(this, ("updated_at", "$2")),
    ];

    protected override void CheckTogether(JsonObject row, FieldErrors errors) => errors.Require(
        row["currency"] is not { } currency || (currency.GetValue<string>() is { Length: 3 } code && code.All(char.IsAsciiLetterUpper)),
        "currency", "Send a currency as ISO 4217 writes it, such as EUR.");

    internal override FieldErrors? TakeAddress(string address, JsonObject row) =>
        FieldErrors.Of("id", "There is no day of ad spend with this id; new ones are made in bulk.");

    internal override string? KeyOf(JsonObject row) =>
        row["id"]?.ToString() ?? $"{row["day"]} {row["channel"]} {row["source"]} {row["campaign"]}";
}
