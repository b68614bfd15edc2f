using Portal.Domain.Orders;
using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Orders.Api;

/// <summary>Refunds of the API.</summary>
internal sealed class RefundResource : StatedResource
{
    public override string Name => "refunds";

    public override string One => "refund";

    public override string About =>
        "Money that went back. It counts on its own day, by order date on its order's; goods come back to the stock where a line says "
        + "restock.";

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "r.id", "Its identity here."),
        new("externalId", ResourceType.Text, "r.external_id", "The shop's own id.") { IsWritable = true, IsRequired = true,
            Column = "external_id" },
        new("order", ResourceType.Text, "coalesce(o.external_id, r.order_external_id)",
            "The shop's id of its order; empty for a refund that names none.") { IsWritable = true },
        new("refundedAt", ResourceType.Instant, "r.refunded_at", "When it went; now without it.") { IsWritable = true },
        new("currency", ResourceType.Text, "r.currency", "Of its amounts: its order's, or the store's own.") { IsWritable = true,
            MaxLength = 3 },
        new("exchangeRate", ResourceType.Number, "r.exchange_rate",
            "Units of the store's currency for one of the refund's; that of its day without one.") { IsWritable = true,
            MinValue = 0.0001m },
        new("amount", ResourceType.Number, $"r.amount - {Of("amount")}", "Money for goods that belongs to no line.") { IsWritable = true },
        new("tax", ResourceType.Number, $"r.tax - {Of("tax")}",
            "Tax that was charged on top and belongs to no line.") { IsWritable = true },
        new("shipping", ResourceType.Number, "r.shipping", "Of what sending had cost.") { IsWritable = true },
        new("reason", ResourceType.Text, "r.reason", "Why, in the words of Shopify's return reasons.") { IsWritable = true,
            Choices = OrderNames.All<ReturnReason>() },
        new("note", ResourceType.Text, "r.note", "A note for colleagues.") { IsWritable = true, MaxLength = 2000 },
        new("lines", ResourceType.Rows,
            """
            (select coalesce(json_agg(json_build_object('orderLine', l.order_line, 'sku', l.sku, 'name', l.name, 'quantity', trim_scale(l.quantity), 'amount', trim_scale(l.amount),
              'tax', trim_scale(l.tax), 'reason', l.reason, 'restock', l.restock) order by l.line), '[]')
             from refund_lines l where l.tenant_id = r.tenant_id and l.refund_id = r.id)
            """,
            "What of it belongs to lines of the order.")
        {
            IsWritable = true, MaxLength = 1000,
            Inside =
            [
                new("orderLine", ResourceType.Whole, "", "The order's line; empty when it is not known.") { IsWritable = true,
                    MinValue = 1 },
                new("sku", ResourceType.Text, "", "The variant's; that of the order's line without one.") { IsWritable = true },
                new("name", ResourceType.Text, "", "What it is called; as the order's line without one.") { IsWritable = true,
                    MaxLength = 500 },
                new("quantity", ResourceType.Number, "", "Units given back; 0 when only money went.") { IsWritable = true },
                new("amount", ResourceType.Number, "", "Money for goods.") { IsWritable = true, IsRequired = true },
                new("tax", ResourceType.Number, "", "Tax that was charged on top of it.") { IsWritable = true },
                new("reason", ResourceType.Text, "", "Why; the refund's reason without one.") { IsWritable = true,
                    Choices = OrderNames.All<ReturnReason>() },
                new("restock", ResourceType.Flag, "", "True when the units are for sale again.") { IsWritable = true },
            ],
        },
        new("total", ResourceType.Number, "r.total", "All of it."),
        new("source", ResourceType.Text, "r.source", "Who told of it."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("order", ResourceType.Text, "coalesce(o.external_id, r.order_external_id) = {0}", "Only refunds of this order."),
        new("reason", ResourceType.Text, "r.reason = {0}", "Only refunds for this reason.") { Choices = OrderNames.All<ReturnReason>() },
        new("refundedSince", ResourceType.Instant, "r.refunded_at >= {0}", "Only refunds at or after this instant."),
        new("refundedBefore", ResourceType.Instant, "r.refunded_at < {0}", "Only refunds before this instant."),
    ];

    internal override string Table => "refunds";

    internal override string Alias => "r";

    internal override string From =>
        "refunds r left join orders o on o.tenant_id = r.tenant_id and o.id = r.order_id where r.tenant_id = $1";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("r.refunded_at", "timestamptz"), ("r.id", "uuid")];

    internal override IReadOnlyList<string> Steps =>
    [
        .. Identify,
        KnownCurrency,
    ];

    protected override IReadOnlyList<string> Stage => RefundStage.Statements;

    protected override IReadOnlyList<string> Settled { get; } = Outcomes("staged_refunds", "refund_id");

    private static string Of(string column) =>
        $"(select coalesce(sum(l.{column}), 0) from refund_lines l where l.tenant_id = r.tenant_id and l.refund_id = r.id)";
}
