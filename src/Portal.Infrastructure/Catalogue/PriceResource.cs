using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Catalogue;

/// <summary>The price history of the API. Writing to it tells what held in the past; the latest row is the variant's price.</summary>
internal sealed class PriceResource : Resource
{
    private const string Since = """to_char(h.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""";

    public override string Name => "prices";

    public override string One => "price";

    public override string About =>
        "Which price of a variant held from when to when. A row that is written ends the one before it and ends with the one after it; "
        + "the latest one becomes the variant's price.";

    public override string ReadScope => ApiScopes.CatalogueRead;

    public override string WriteScope => ApiScopes.CatalogueWrite;

    public override bool HasIds => false;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Text, "v.sku || '@' || " + Since, "The sku and the instant it began."),
        new("sku", ResourceType.Text, "v.sku", "The variant.") { IsWritable = true, IsRequired = true },
        new("since", ResourceType.Instant, "h.since", "When it began; now without one, and never in the future.") { IsWritable = true },
        new("until", ResourceType.Instant, "h.until", "When it ended; empty for the one in force."),
        new("price", ResourceType.Number, "h.price", "Of one unit, with tax as the shop shows it.") { IsWritable = true,
            IsRequired = true },
        new("compareAtPrice", ResourceType.Number, "h.compare_at_price",
            "What it cost before a promotion; above the price while one ran.") { IsWritable = true },
        new("promotion", ResourceType.Text, "h.promotion", "The promotion's name.") { IsWritable = true },
        new("currency", ResourceType.Text, "h.currency", "Of the price; the variant's."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("sku", ResourceType.Text, "v.sku = {0}", "Only prices of this variant."),
        new("from", ResourceType.Instant, "h.until is null or h.until > {0}", "Only prices that held after this instant."),
        new("to", ResourceType.Instant, "h.since < {0}", "Only prices that began before this instant."),
    ];

    internal override string Table => "variant_prices";

    internal override string Alias => "h";

    internal override string From =>
        "variant_prices h join variants v on v.tenant_id = h.tenant_id and v.id = h.variant_id where h.tenant_id = $1";

    internal override string Found =>
        $"v.sku = substring($2 from '^(.*)@[^@]*$') and {Since} = substring($2 from '@([^@]*)$') and $3::uuid is null";

    internal override string Address => "v.sku || '@' || " + Since;

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("h.since", "timestamptz"), ("h.variant_id", "uuid")];

    internal override string KeyField => "sku";

    internal override string Extra => "variant_id uuid, currency text, ";

    internal override IReadOnlyList<string> Steps { get; } =
    [
        "update incoming i set variant_id = v.id, currency = v.currency from variants v where v.tenant_id = $1 and v.sku = i.\"sku\"",
        ResourceSql.Reject("i.\"sku\" is null", "sku", "A price needs this."),
        ResourceSql.Reject("i.variant_id is null", "sku", "There is no variant with this sku."),
        ResourceSql.Reject("i.\"price\" is null", "price", "A price needs this."),
        ResourceSql.Reject("i.\"since\" > $2", "since", "A price cannot begin in the future."),
        "update incoming i set \"since\" = coalesce(i.\"since\", $2)",
        $"""
        update incoming i set address = i."sku" || '@' || {Since.Replace("h.since", "i.\"since\"", StringComparison.Ordinal)},
          is_new = not exists (select from variant_prices h where h.tenant_id = $1 and h.variant_id = i.variant_id and h.since = i."since")
        """,
        """
        with written as (
          insert into variant_prices as h (tenant_id, variant_id, since, price, compare_at_price, currency, promotion)
          select $1, variant_id, "since", "price", "compareAtPrice", currency, "promotion" from incoming
          on conflict (tenant_id, variant_id, since) do update set
            price = excluded.price, compare_at_price = excluded.compare_at_price, promotion = excluded.promotion
            where (h.price, h.compare_at_price, h.promotion) is distinct
              from (excluded.price, excluded.compare_at_price, excluded.promotion)
          returning h.variant_id, h.since)
        update incoming i set changed = true from written w where w.variant_id = i.variant_id and w.since = i."since"
        """,
        """
        update variant_prices h set until = n.next
        from (select variant_id, since, lead(since) over (partition by variant_id order by since) as next from variant_prices
              where tenant_id = $1 and variant_id in (select variant_id from incoming)) n
        where h.tenant_id = $1 and h.variant_id = n.variant_id and h.since = n.since and h.until is distinct from n.next
        """,
        """
        update variants v set price = h.price, compare_at_price = h.compare_at_price, promotion = h.promotion, updated_at = $2
        from variant_prices h
        where v.tenant_id = $1 and v.id in (select variant_id from incoming) and h.tenant_id = $1 and h.variant_id = v.id
          and h.until is null
          and (v.price, v.compare_at_price, v.promotion) is distinct from (h.price, h.compare_at_price, h.promotion)
        """,
    ];

    internal override FieldErrors? TakeAddress(string address, JsonObject row)
    {
        var at = address.LastIndexOf('@');
        if (at < 0 || !DateTimeOffset.TryParse(address[(at + 1)..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var since))
            return FieldErrors.Of("id", "Name a price by its sku and the instant it began, as in A@2026-03-01T00:00:00Z.");
        if (!DateLimits.Contains(since))
            return FieldErrors.Of("since", $"Send an instant {DateLimits.Words}.");
        if ((row["sku"]?.GetValue<string>() ?? address[..at]) != address[..at])
            return FieldErrors.Of("sku", "The address names another sku.");
        row["sku"] = address[..at];
        row["since"] = since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return null;
    }

    internal override string? KeyOf(JsonObject row) => $"{row["sku"]}@{row["since"]}";
}
