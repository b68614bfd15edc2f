using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Orders.Api;

/// <summary>Shipments of the API: parcels of orders on their way.</summary>
internal sealed class ShipmentResource : OrderDocumentResource
{
    public override string Name => "shipments";

    public override string One => "shipment";

    public override string About => "Parcels of orders on their way. The order itself stays where it stands until it is written.";

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "s.id", "Its identity here."),
        new("externalId", ResourceType.Text, "s.external_id", "The shop's own id.") { IsWritable = true, IsRequired = true,
            Column = "external_id" },
        new("order", ResourceType.Text, "o.external_id", "The shop's id of its order.") { IsWritable = true, IsRequired = true },
        new("carrier", ResourceType.Text, "s.carrier", "Who brings it.") { IsWritable = true, Column = "carrier" },
        new("tracking", ResourceType.Text, "s.tracking", "The carrier's number of it.") { IsWritable = true, Column = "tracking" },
        new("trackingUrl", ResourceType.Text, "s.tracking_url", "The carrier's page of it, http or https.")
        {
            IsWritable = true, Column = "tracking_url", MaxLength = WebAddress.MaxLength, IsWebAddress = true,
        },
        new("shippedAt", ResourceType.Instant, "s.shipped_at", "When it was sent; now without it.") { IsWritable = true,
            Column = "shipped_at", Default = "$2" },
        new("deliveredAt", ResourceType.Instant, "s.delivered_at", "When it was there; empty while it is under way.") { IsWritable = true,
            Column = "delivered_at" },
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("order", ResourceType.Text, "o.external_id = {0}", "Only shipments of this order."),
        new("delivered", ResourceType.Flag, "(s.delivered_at is not null) = {0}",
            "Only shipments that are there, or only those under way."),
        new("shippedSince", ResourceType.Instant, "s.shipped_at >= {0}", "Only shipments sent at or after this instant."),
    ];

    internal override string Table => "shipments";

    internal override string Alias => "s";

    internal override string From => "shipments s join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id where s.tenant_id = $1";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("s.shipped_at", "timestamptz"), ("s.id", "uuid")];

    internal override string Extra => "order_id uuid, ";

    internal override IReadOnlyList<string> Steps =>
    [
        .. Identify,
        .. WithOrder("An order that does not count is not sent."),
        ResourceSql.Reject(
            """
            i."deliveredAt" < coalesce(i."shippedAt", (select s.shipped_at from shipments s where s.tenant_id = $1 and s.id = i.target), $2)
            """, "deliveredAt", "It would be there before it was sent."),
        ResourceSql.Update(this, stamp: null),
        ResourceSql.Insert(this, ("order_id", "i.order_id")),
    ];
}
