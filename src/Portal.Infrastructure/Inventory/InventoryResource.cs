using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Inventory;

/// <summary>Stock levels of the API. Writing one appends the movement that leads to it.</summary>
internal sealed class InventoryResource : Resource
{
    private const int MaxUnits = 100_000_000;

    public override string Name => "inventory";

    public override string One => "stock level";

    public override string About =>
        "How many units of a variant lie at a location, named by sku@location. Writing a level appends the adjustment that leads to it; "
        + "levels are never written otherwise.";

    public override string ReadScope => ApiScopes.InventoryRead;

    public override string WriteScope => ApiScopes.InventoryWrite;

    public override bool HasIds => false;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Text, "v.sku || '@' || l.code", "The sku and the location's code."),
        new("sku", ResourceType.Text, "v.sku", "The variant.") { IsWritable = true, IsRequired = true },
        new("location", ResourceType.Text, "l.code", "The location's code; the default location without one.") { IsWritable = true },
        new("name", ResourceType.Text, "p.name", "The product's name."),
        new("title", ResourceType.Text, "v.title", "What tells the variant from the product's others."),
        new("onHand", ResourceType.Whole, "coalesce(s.on_hand, 0)", "Units there.") { IsWritable = true, MinValue = -MaxUnits,
            MaxValue = MaxUnits },
        new("adjustment", ResourceType.Whole, "null::integer",
            "Units to add (above 0) or to take (below 0), in place of onHand; never told.") { IsWritable = true, MinValue = -MaxUnits,
            MaxValue = MaxUnits },
        new("reason", ResourceType.Text, "null::text",
            "Why the level is adjusted; it stays with the movement and is not told here.") { IsWritable = true },
        new("onOrder", ResourceType.Whole,
            """
            (select coalesce(sum(ol.quantity - ol.received), 0)::integer from purchase_order_lines ol
             join purchase_orders o on o.tenant_id = ol.tenant_id and o.id = ol.purchase_order_id and o.location_id = l.id
               and o.status in ('ordered', 'partially_received')
             where ol.tenant_id = v.tenant_id and ol.variant_id = v.id and ol.received < ol.quantity)
            """,
            "Units on their way to it."),
        new("updatedAt", ResourceType.Instant, "s.updated_at", "When it last moved; empty while it never did."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("sku", ResourceType.Text, "v.sku = {0}", "Only levels of this variant."),
        new("location", ResourceType.Text, "l.code = {0}", "Only levels at this location."),
        new("atMost", ResourceType.Whole, "coalesce(s.on_hand, 0) <= {0}", "Only levels of at most so many units."),
        new("updatedSince", ResourceType.Instant, "s.updated_at >= {0}", "Only levels that moved at or after this instant."),
    ];

    internal override string Table => "stock_levels";

    internal override string Alias => "v";

    // Each stocked variant has a level at the default location, also before it moved.
    internal override string From => """
        variants v
        join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
        join locations l on l.tenant_id = v.tenant_id
        left join stock_levels s on s.tenant_id = v.tenant_id and s.variant_id = v.id and s.location_id = l.id
        where v.tenant_id = $1 and v.is_stocked and v.status = 'active' and (s.variant_id is not null or l.is_default)
        """;

    internal override string Found =>
        "v.sku = substring($2 from '^(.*)@[^@]*$') and l.code = substring($2 from '@([^@]*)$') and $3::uuid is null";

    internal override string Address => "v.sku || '@' || l.code";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("v.sku", "text"), ("l.code", "text")];

    internal override string KeyField => "sku";

    internal override string Extra => "variant_id uuid, location_id uuid, on_hand integer, ";

    internal override IReadOnlyList<string> Steps { get; } =
    [
        """
        update incoming i set variant_id = v.id from variants v where v.tenant_id = $1 and v.sku = i."sku"
        """,
        ResourceSql.Reject("i.\"sku\" is null", "sku", "A stock level needs this."),
        ResourceSql.Reject("i.variant_id is null", "sku", "There is no variant with this sku."),
        ResourceSql.Reject(
            "not exists (select from variants v where v.tenant_id = $1 and v.id = i.variant_id and v.is_stocked and v.status = 'active')",
            "sku", "This variant has no stock."),
        """
        update incoming i set location_id = l.id, address = i."sku" || '@' || l.code from locations l
        where l.tenant_id = $1 and case when coalesce(i."location", '') = '' then l.is_default else l.code = i."location" end
        """,
        ResourceSql.Reject("i.location_id is null", "location", "There is no location with this code."),
        ResourceSql.Reject("(i.\"onHand\" is null) = (i.\"adjustment\" is null)", "onHand", "Send either onHand or adjustment."),
        ResourceSql.Reject(
            "exists (select from incoming x where x.variant_id = i.variant_id and x.location_id = i.location_id and x.n < i.n)", "sku",
            "This stock level is in the request twice."),
        // A movement that comes meanwhile counts as having come after the level was set.
        """
        update incoming i set on_hand = s.on_hand from stock_levels s
        where s.tenant_id = $1 and s.variant_id = i.variant_id and s.location_id = i.location_id
        """,
        """
        with moved as (
          insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at, recorded_at, reason)
          select $1, i.variant_id, i.location_id, 'adjustment', coalesce(i."adjustment", i."onHand" - coalesce(i.on_hand, 0)), $2, $2,
            i."reason"
          from incoming i where coalesce(i."adjustment", i."onHand" - coalesce(i.on_hand, 0)) <> 0
          returning variant_id, location_id)
        update incoming i set changed = true from moved where moved.variant_id = i.variant_id and moved.location_id = i.location_id
        """,
    ];

    internal override FieldErrors? TakeAddress(string address, JsonObject row)
    {
        var at = address.LastIndexOf('@');
        var (sku, location) = at < 0 ? (address, "") : (address[..at], address[(at + 1)..]);
        if ((row["sku"]?.GetValue<string>() ?? sku) != sku)
            return FieldErrors.Of("sku", "The address names another sku.");
        if ((row["location"]?.GetValue<string>() ?? location) != location)
            return FieldErrors.Of("location", "The address names another location.");
        row["sku"] = sku;
        row["location"] = location;
        return null;
    }

    internal override string? KeyOf(JsonObject row) => $"{row["sku"]}@{row["location"]}";
}
