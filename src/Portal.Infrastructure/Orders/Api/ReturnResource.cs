using Portal.Domain.Orders;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Orders.Api;

/// <summary>Returns of the API: goods that come back. Money goes by refunds.</summary>
internal sealed class ReturnResource : StatedResource
{
    private const string Lines = """
        (select i.n, i.target, i.order_id, l.place, (l.row ->> 'orderLine')::integer as order_line, (l.row ->> 'quantity')::numeric as quantity,
                coalesce(l.row ->> 'reason', 'unknown') as reason, coalesce((l.row ->> 'restock')::boolean, false) as restock
         from incoming i cross join lateral jsonb_array_elements(i."lines") with ordinality as l (row, place))
        """;

    private static readonly IReadOnlyList<string> States = OrderNames.All<ReturnState>();

    public override string Name => "returns";

    public override string One => "return";

    public override string About =>
        "Goods that come back, or are to. What is received goes back to the stock where a line says restock; money goes by refunds.";

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "t.id", "Its identity here."),
        new("externalId", ResourceType.Text, "t.external_id", "The shop's own id.") { IsWritable = true, IsRequired = true,
            Column = "external_id" },
        new("order", ResourceType.Text, "o.external_id", "The shop's id of its order.") { IsWritable = true, IsRequired = true },
        new("state", ResourceType.Text, "t.state", "requested, then received and closed, or declined.") { IsWritable = true,
            Column = "state", Default = "'requested'", Choices = States },
        new("requestedAt", ResourceType.Instant, "t.requested_at", "When it was asked for; now without it.") { IsWritable = true,
            Column = "requested_at", Default = "$2" },
        new("receivedAt", ResourceType.Instant, "t.received_at",
            "When the goods were there; now for a return that is received without it.") { IsWritable = true, Column = "received_at" },
        new("note", ResourceType.Text, "t.note", "A note for colleagues.") { IsWritable = true, Column = "note", MaxLength = 2000 },
        new("lines", ResourceType.Rows,
            """
            (select coalesce(json_agg(json_build_object('orderLine', l.order_line, 'sku', l.sku, 'quantity', trim_scale(l.quantity), 'reason', l.reason, 'restock', l.restock) order by l.line), '[]')
             from return_lines l where l.tenant_id = t.tenant_id and l.return_id = t.id)
            """,
            "What comes back; lines that are sent replace those it has.")
        {
            IsWritable = true, IsRequired = true, MaxLength = 1000,
            Inside =
            [
                new("orderLine", ResourceType.Whole, "", "The order's line.") { IsWritable = true, IsRequired = true, MinValue = 1 },
                new("sku", ResourceType.Text, "", "The variant of that line."),
                new("quantity", ResourceType.Number, "", "How many.") { IsWritable = true, IsRequired = true, MinValue = 0.0001m },
                new("reason", ResourceType.Text, "", "Why, in the words of Shopify's return reasons.") { IsWritable = true,
                    Choices = OrderNames.All<ReturnReason>() },
                new("restock", ResourceType.Flag, "", "True when the units are for sale again.") { IsWritable = true },
            ],
        },
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("state", ResourceType.Text, "t.state = {0}", "Only returns that stand there.") { Choices = States },
        new("order", ResourceType.Text, "o.external_id = {0}", "Only returns of this order."),
        new("requestedSince", ResourceType.Instant, "t.requested_at >= {0}", "Only returns asked for at or after this instant."),
    ];

    internal override string Table => "returns";

    internal override string Alias => "t";

    internal override string From => "returns t join orders o on o.tenant_id = t.tenant_id and o.id = t.order_id where t.tenant_id = $1";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("t.requested_at", "timestamptz"), ("t.id", "uuid")];

    internal override string Extra => "order_id uuid, known_state text, ";

    internal override IReadOnlyList<string> Steps =>
    [
        .. Identify,
        .. WithOrder("Nothing of an order that does not count comes back."),
        "update incoming i set known_state = r.state from returns r where r.tenant_id = $1 and r.id = i.target",
        ResourceSql.Reject(
            "i.\"state\" <> i.known_state and (i.known_state, i.\"state\") not in (('requested', 'received'), ('requested', 'closed'), "
                + "('requested', 'declined'), ('received', 'closed'))",
            "state", "A return is received and then closed, or declined before it came."),
        ResourceSql.Reject($"exists (select from {Lines} x where x.n = i.n group by x.order_line having count(*) > 1)", "lines",
            "A line of the order is named twice."),
        ResourceSql.Reject(
            $"exists (select from {Lines} x where x.n = i.n and not exists (select from order_lines l where l.tenant_id = $1 and "
                + $"l.order_id = i.order_id and l.line = x.order_line))",
            "lines", "A line names one that the order does not have."),
        ResourceSql.Reject(
            $"""
            coalesce(i."state", i.known_state, 'requested') <> 'declined' and exists (
              select from {Lines} x join order_lines l on l.tenant_id = $1 and l.order_id = x.order_id and l.line = x.order_line
              where x.n = i.n and l.quantity < x.quantity
                + (select coalesce(sum(k.quantity), 0) from returns r join return_lines k on k.tenant_id = $1 and k.return_id = r.id
                  and k.order_line = x.order_line
                   where r.tenant_id = $1 and r.order_id = x.order_id and r.state <> 'declined' and not exists (select from incoming j
                     where j.target = r.id))
                + (select coalesce(sum(y.quantity), 0) from {Lines} y where y.order_id = x.order_id and y.order_line = x.order_line
                  and y.n < i.n))
            """, "lines", "More would come back of a line than was sold."),
        ResourceSql.Update(this, stamp: null),
        ResourceSql.Insert(this, ("order_id", "i.order_id"), ("requested_on", $"{Day("coalesce(i.\"requestedAt\", $2)")}")),
        $"update returns r set requested_on = {Day("r.requested_at")} from incoming i where r.tenant_id = $1 and r.id = i.target and "
            + $"r.requested_on <> {Day("r.requested_at")}",
        "update returns r set received_at = $2 from incoming i where r.tenant_id = $1 and r.id = i.target and r.state in ('received', "
            + "'closed') and r.received_at is null",
        $"""
        update incoming i set changed = true where not i.is_new and i."lines" is not null and exists (
          select from (select * from {Lines} x where x.n = i.n) n
          full join (select * from return_lines y where y.tenant_id = $1 and y.return_id = i.target) o on o.line = n.place
          where n.place is null or o.line is null or (n.order_line, n.quantity, n.reason, n.restock) is distinct
            from (o.order_line, o.quantity, o.reason, o.restock))
        """,
        "delete from return_lines l using incoming i where l.tenant_id = $1 and l.return_id = i.target and i.\"lines\" is not null",
        $"""
        insert into return_lines (tenant_id, return_id, line, order_line, sku, quantity, reason, restock)
        select $1, x.target, x.place, x.order_line, l.sku, x.quantity, x.reason, x.restock
        from {Lines} x join order_lines l on l.tenant_id = $1 and l.order_id = x.order_id and l.line = x.order_line
        """,
    ];

    protected override IReadOnlyList<string> Stage { get; } = [
        "insert into touched_documents (document_id) select distinct order_id from incoming"];

    protected override IReadOnlyList<string> Settled => [];

    protected override Task MergeAsync(OrderMerge merge, DateTimeOffset now, CancellationToken cancellationToken) =>
        merge.MoveStockAsync(OrderSource.Api, now, cancellationToken);

    private static string Day(string instant) => $"({instant} at time zone (select time_zone from tenants where id = $1))::date";
}
