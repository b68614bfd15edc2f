using Portal.Domain.Orders;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Orders.Api;

/// <summary>Orders of the API, with their lines.</summary>
internal sealed class OrderResource : StatedResource
{
    // The steps that the life cycle allows, of a new order any. A shop goes on from what it said itself, also where refunds say more.
    private static readonly string Allowed = string.Join(", ",
        Enum.GetValues<OrderStatus>().SelectMany(from => OrderLifeCycle.After(from),
        (from, to) => $"('{OrderNames.Of(from)}', '{OrderNames.Of(to)}')"));

    public override string Name => "orders";

    public override string One => "order";

    public override string About =>
        "What customers ordered. A change counts in the ledger on its own day, and the stock follows; lines that are sent replace those "
        + "the order has.";

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "o.id", "Its identity here."),
        new("externalId", ResourceType.Text, "o.external_id",
            "The shop's own id, by which every source means the same order.") { IsWritable = true, IsRequired = true,
            Column = "external_id" },
        new("number", ResourceType.Text, "o.number", "What people call it; the shop's id without one.") { IsWritable = true },
        new("status", ResourceType.Text, "o.status",
            "Where it stands; paid without one, and refunded as soon as all of its money went back.") { IsWritable = true,
            Choices = OrderNames.All<OrderStatus>() },
        new("placedAt", ResourceType.Instant, "o.placed_at", "When it was placed.") { IsWritable = true, IsRequired = true },
        new("cancelledAt", ResourceType.Instant, "o.cancelled_at",
            "When it was called off; now for an order that is cancelled without it.") { IsWritable = true },
        new("customer", ResourceType.Text, "c.external_id",
            "The shop's own id of the customer; an unknown one is made.") { IsWritable = true },
        new("country", ResourceType.Text, "o.country", "Where it goes: two letters, ISO 3166-1.") { IsWritable = true, MaxLength = 2 },
        new("channel", ResourceType.Text, "o.channel", "Where it was sold or came from.") { IsWritable = true },
        new("coupon", ResourceType.Text, "o.coupon", "The code that was used.") { IsWritable = true },
        new("currency", ResourceType.Text, "o.currency", "Of its amounts, ISO 4217; the store's own without one.") { IsWritable = true,
            MaxLength = 3 },
        new("exchangeRate", ResourceType.Number, "o.exchange_rate",
            "Units of the store's currency for one of the order's; that of its day without one.") { IsWritable = true, MinValue = 0.0001m },
        new("taxIncluded", ResourceType.Flag, "o.tax_included", "True when prices contain the tax.") { IsWritable = true },
        new("discount", ResourceType.Number, "o.discount - " + Of("discount"),
            "Discount on the order as a whole, beside those of its lines.") { IsWritable = true },
        new("tax", ResourceType.Number, "o.tax - " + Of("tax"),
            "Tax on the order as a whole, beside that of its lines.") { IsWritable = true },
        new("shipping", ResourceType.Number, "o.shipping", "What sending it cost the customer.") { IsWritable = true },
        new("statedTotal", ResourceType.Number, "o.stated_total",
            "What the shop says it comes to, for the reconciliation.") { IsWritable = true },
        new("note", ResourceType.Text, "o.note", "A note for colleagues.") { IsWritable = true, MaxLength = 2000 },
        new("lines", ResourceType.Rows,
            """
            (select coalesce(json_agg(json_build_object('line', l.line, 'sku', l.sku, 'name', l.name, 'quantity', trim_scale(l.quantity), 'unitPrice', trim_scale(l.unit_price),
              'discount', trim_scale(l.discount), 'tax', trim_scale(l.tax), 'unitCost', trim_scale(l.unit_cost)) order by l.line), '[]')
             from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id)
            """,
            "What was bought.")
        {
            IsWritable = true, IsRequired = true, MaxLength = 1000,
            Inside =
            [
                new("line", ResourceType.Whole, "",
                    "Tells it from the others, the same in every change; its place without one.") { IsWritable = true, MinValue = 1 },
                new("sku", ResourceType.Text, "", "The variant's; empty for what is no product, such as postage.") { IsWritable = true },
                new("name", ResourceType.Text, "", "What it is called.") { IsWritable = true, MaxLength = 500 },
                new("quantity", ResourceType.Number, "", "How many.") { IsWritable = true, IsRequired = true, MinValue = 0.0001m },
                new("unitPrice", ResourceType.Number, "", "The price of one.") { IsWritable = true, IsRequired = true },
                new("discount", ResourceType.Number, "", "Of the whole line.") { IsWritable = true },
                new("tax", ResourceType.Number, "", "Of the whole line.") { IsWritable = true },
                new("unitCost", ResourceType.Number, "",
                    "What one had cost the store; the catalogue's cost without it.") { IsWritable = true },
            ],
        },
        new("subtotal", ResourceType.Number, "o.subtotal", "Prices times quantities."),
        new("total", ResourceType.Number, "o.total", "What it comes to."),
        new("refunded", ResourceType.Number, "o.refunded", "What of it went back."),
        new("source", ResourceType.Text, "o.source", "Whose word stands."),
        new("updatedAt", ResourceType.Instant, "o.revised_at", "The instant of the word that stands."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("status", ResourceType.Text, "o.status = {0}", "Only orders that stand there.") { Choices = OrderNames.All<OrderStatus>() },
        new("number", ResourceType.Text, "o.number = {0}", "Only orders of this number."),
        new("customer", ResourceType.Text, "c.external_id = {0}", "Only orders of this customer."),
        new("channel", ResourceType.Text, "o.channel = {0}", "Only orders of this channel."),
        new("sku", ResourceType.Text,
            "exists (select from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id and l.sku = {0})",
            "Only orders with this variant."),
        new("placedSince", ResourceType.Instant, "o.placed_at >= {0}", "Only orders placed at or after this instant."),
        new("placedBefore", ResourceType.Instant, "o.placed_at < {0}", "Only orders placed before this instant."),
        new("updatedSince", ResourceType.Instant, "o.revised_at >= {0}", "Only orders whose word that stands is of this instant or later."),
    ];

    internal override string Table => "orders";

    internal override string Alias => "o";

    internal override string From =>
        "orders o left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id where o.tenant_id = $1";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("o.placed_at", "timestamptz"), ("o.id", "uuid")];

    internal override IReadOnlyList<string> Steps =>
    [
        .. Identify,
        ResourceSql.Reject(
            $"""
            exists (
              select from orders o where o.tenant_id = $1 and o.id = i.target
                and i."status" not in (o.status, coalesce(o.stated_status, o.status))
                and (o.status, i."status") not in ({Allowed}) and (coalesce(o.stated_status, o.status), i."status") not in ({Allowed}))
            """,
            "status", "The order stands where this step cannot follow."),
        KnownCurrency,
        ResourceSql.Reject(
            "exists (select from jsonb_array_elements(i.\"lines\") with ordinality as l (row, place) group by coalesce((l.row ->> "
                + "'line')::bigint, l.place) having count(*) > 1)",
            "lines", "Two lines have the same number."),
    ];

    protected override IReadOnlyList<string> Stage => OrderStage.Statements;

    protected override IReadOnlyList<string> Settled { get; } = Outcomes("staged_orders", "order_id");

    private static string Of(string column) =>
        $"(select coalesce(sum(l.{column}), 0) from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id)";
}
