using System.Text.Json.Nodes;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Catalogue;

namespace Portal.Infrastructure.Inventory;

/// <summary>Purchase orders of the API, with their lines. Raising a line's <c>received</c> books a receipt and its movements.</summary>
internal sealed class PurchaseOrderResource : Resource
{
    private const int MaxUnits = 100_000_000;

    // The lines that were sent, each with the variant of its sku and the line that the order has of it.
    private const string Lines = """
        (select i.n, i.target, l.place, l.row ->> 'sku' as sku, v.id as variant_id, v.cost, k.line, k.quantity as known_quantity,
          coalesce(k.received, 0) as known_received, k.unit_cost as known_cost,
                coalesce((l.row ->> 'quantity')::integer, k.quantity) as quantity, (l.row ->> 'unitCost')::numeric as unit_cost,
                  (l.row ->> 'received')::integer as received
         from incoming i
         cross join lateral jsonb_array_elements(i."lines") with ordinality as l (row, place)
         left join variants v on v.tenant_id = $1 and v.sku = l.row ->> 'sku'
         left join purchase_order_lines k on k.tenant_id = $1 and k.purchase_order_id = i.target and k.variant_id = v.id)
        """;

    private static readonly string[] Statuses = ["draft", "ordered", "partially_received", "received", "cancelled"];

    public override string Name => "purchase-orders";

    public override string One => "purchase order";

    public override string About =>
        "What is ordered from a supplier. Lines that are sent replace those the order has; raising a line's received books the receipt "
        + "and moves the stock.";

    public override string ReadScope => ApiScopes.InventoryRead;

    public override string WriteScope => ApiScopes.InventoryWrite;

    public override IReadOnlyList<ResourceField> Fields { get; } =
    [
        new("id", ResourceType.Id, "o.id", "Its identity here."),
        new("number", ResourceType.Text, "o.number", "What people call it; the next number without one.") { IsWritable = true,
            Column = "number", Default = "i.next_number" },
        new("supplier", ResourceType.Text, "s.name", "Who delivers; an unknown one is made.") { IsWritable = true, Column = "supplier_id",
            Value = "i.supplier_id" },
        new("location", ResourceType.Text, "l.code",
            "Code of the location it is for; the default location without one.") { IsWritable = true, Column = "location_id",
            Value = "i.location_id" },
        new("status", ResourceType.Text, "o.status", "draft, then ordered; receipts set the rest, or cancelled.") { IsWritable = true,
            Column = "status", Default = "'draft'", Choices = Statuses },
        new("currency", ResourceType.Text, "o.currency", "Of the costs, ISO 4217; the store's own without one.") { IsWritable = true,
            Column = "currency", Default = "i.store_currency", MaxLength = 3 },
        new("expectedOn", ResourceType.Day, "o.expected_on", "When it should arrive.") { IsWritable = true, Column = "expected_on" },
        new("note", ResourceType.Text, "o.note", "A note for colleagues.") { IsWritable = true, Column = "note", MaxLength = 2000 },
        new("lines", ResourceType.Rows,
            """
            (select coalesce(json_agg(json_build_object('sku', v.sku, 'quantity', k.quantity, 'received', k.received, 'unitCost', trim_scale(k.unit_cost)) order by k.line), '[]')
             from purchase_order_lines k join variants v on v.tenant_id = k.tenant_id and v.id = k.variant_id
               where k.tenant_id = o.tenant_id and k.purchase_order_id = o.id)
            """,
            "What is ordered, a line for each variant.")
        {
            IsWritable = true, MaxLength = 1000,
            Inside =
            [
                new("sku", ResourceType.Text, "", "The variant.") { IsWritable = true, IsRequired = true },
                new("quantity", ResourceType.Whole, "", "Units ordered.") { IsWritable = true, MinValue = 1, MaxValue = MaxUnits },
                new("received", ResourceType.Whole, "", "Units that came in so far.") { IsWritable = true, MaxValue = MaxUnits },
                new("unitCost", ResourceType.Number, "", "What a unit costs; the variant's cost without one.") { IsWritable = true },
            ],
        },
        new("createdAt", ResourceType.Instant, "o.created_at", "When it was made."),
        new("orderedAt", ResourceType.Instant, "o.ordered_at", "When it was ordered."),
        new("updatedAt", ResourceType.Instant, "o.updated_at", "When it last changed."),
    ];

    public override IReadOnlyList<ResourceFilter> Filters { get; } =
    [
        new("status", ResourceType.Text, "o.status = {0}", "Only orders with this status.") { Choices = Statuses },
        new("supplier", ResourceType.Text, "s.name = {0}", "Only orders from this supplier."),
        new("sku", ResourceType.Text,
            "exists (select from purchase_order_lines k join variants v on v.tenant_id = k.tenant_id and v.id = k.variant_id where "
                + "k.tenant_id = o.tenant_id and k.purchase_order_id = o.id and v.sku = {0})",
            "Only orders with this variant."),
        new("updatedSince", ResourceType.Instant, "o.updated_at >= {0}", "Only orders that changed at or after this instant."),
    ];

    internal override string Table => "purchase_orders";

    internal override string Alias => "o";

    internal override string From => """
        purchase_orders o
        join locations l on l.tenant_id = o.tenant_id and l.id = o.location_id
        left join suppliers s on s.tenant_id = o.tenant_id and s.id = o.supplier_id
        where o.tenant_id = $1
        """;

    internal override string Found => "o.number = $2 or o.id = $3";

    internal override string Address => "o.id::text";

    internal override IReadOnlyList<(string Sql, string Type)> Order { get; } = [("o.created_at", "timestamptz"), ("o.id", "uuid")];

    internal override string KeyField => "number";

    internal override string Extra =>
        "supplier_id uuid, location_id uuid, store_currency text, next_number text, known_status text, receipt_id uuid, ";

    internal override IReadOnlyList<string> Steps =>
    [
        .. ResourceSql.Match(this, "number"),
        .. ResourceSql.Create(this),
        ResourceSql.Unique(this, "number"),
        "update incoming i set known_status = o.status, location_id = o.location_id, next_number = o.number from purchase_orders o where "
            + "o.tenant_id = $1 and o.id = i.target",
        ResourceSql.Reject(
            """
            case when i.is_new then i."status" in ('partially_received', 'received')
              else i."status" <> i.known_status and not (i.known_status = 'draft' and i."status" = 'ordered')
                and not (i."status" = 'cancelled' and i.known_status in ('draft', 'ordered', 'partially_received')) end
            """, "status", "An order goes from draft to ordered, and is cancelled before all of it came; receipts say the rest."),
        """
        update incoming i set location_id = l.id from locations l
        where l.tenant_id = $1 and case when i."location" <> '' then l.code = i."location" else l.is_default and i.location_id is null end
        """,
        ResourceSql.Reject(
            "i.\"location\" <> '' and not exists (select from locations l where l.tenant_id = $1 and l.code = i.\"location\")", "location",
            "There is no location with this code."),
        ResourceSql.Reject($"exists (select from {Lines} x where x.n = i.n and x.variant_id is null)", "lines",
            "A line names a sku that does not exist."),
        ResourceSql.Reject($"exists (select from {Lines} x where x.n = i.n group by x.sku having count(*) > 1)", "lines",
            "A sku has two lines."),
        ResourceSql.Reject($"exists (select from {Lines} x where x.n = i.n and x.quantity is null)", "lines", "A line needs a quantity."),
        ResourceSql.Reject($"exists (select from {Lines} x where x.n = i.n and x.received < x.known_received)", "lines",
            "What was received cannot be taken back; adjust the stock instead."),
        ResourceSql.Reject($"exists (select from {Lines} x where x.n = i.n and x.quantity < x.known_received)", "lines",
            "More was received of a line than it would order."),
        ResourceSql.Reject(
            $"""
            i."lines" is not null and exists (select from purchase_order_lines k where k.tenant_id = $1 and k.purchase_order_id = i.target
              and k.received > 0
              and not exists (select from {Lines} x where x.n = i.n and x.variant_id = k.variant_id))
            """, "lines", "A line that something was received of has to stay."),
        ResourceSql.Reject(
            $"coalesce(i.\"status\", i.known_status, 'draft') in ('draft', 'cancelled') and exists (select from {Lines} x where x.n = "
                + $"i.n and x.received > x.known_received)",
            "lines", "Goods come in for what was ordered: set the status first."),
        "update incoming i set store_currency = t.currency from tenants t where t.id = $1",
        """
        update incoming i set next_number = 'PO-' || lpad((m.last + r.rank)::text, 5, '0')
        from (select n, row_number() over (order by n) as rank from incoming where is_new) r,
             (select coalesce(max(substring(number from '^PO-([0-9]{1,9})$')::integer), 0) as last from purchase_orders
               where tenant_id = $1) m
        where i.n = r.n
        """,
        CatalogueSql.EnsureSuppliers,
        ResourceSql.Update(this),
        ResourceSql.Insert(this, ("created_at", "$2"), ("updated_at", "$2")),
        "update purchase_orders o set ordered_at = $2 from incoming i where o.tenant_id = $1 and o.id = i.target and o.status = "
            + "'ordered' and o.ordered_at is null",
        $"""
        with gone as (
          delete from purchase_order_lines k using incoming i
          where k.tenant_id = $1 and k.purchase_order_id = i.target and i."lines" is not null and not exists (select from {Lines} x
            where x.n = i.n and x.variant_id = k.variant_id)
          returning k.purchase_order_id)
        update incoming i set changed = true from gone where gone.purchase_order_id = i.target
        """,
        $"""
        with written as (
          update purchase_order_lines k set quantity = x.quantity, unit_cost = coalesce(x.unit_cost, k.unit_cost)
          from {Lines} x
          where k.tenant_id = $1 and k.purchase_order_id = x.target and k.line = x.line
            and (k.quantity, k.unit_cost) is distinct from (x.quantity, coalesce(x.unit_cost, k.unit_cost))
          returning k.purchase_order_id)
        update incoming i set changed = true from written where written.purchase_order_id = i.target
        """,
        $"""
        with written as (
          insert into purchase_order_lines (tenant_id, purchase_order_id, line, variant_id, quantity, unit_cost)
          select $1, x.target, coalesce((select max(k.line) from purchase_order_lines k where k.tenant_id = $1
            and k.purchase_order_id = x.target), 0)
                   + row_number() over (partition by x.target order by x.place),
                 x.variant_id, x.quantity, coalesce(x.unit_cost, x.cost, 0)
          from {Lines} x where x.line is null
          returning purchase_order_id)
        update incoming i set changed = true from written where written.purchase_order_id = i.target
        """,
        $"update incoming i set receipt_id = gen_random_uuid() where exists (select from {Lines} x where x.n = i.n and x.received > "
            + $"x.known_received)",
        "insert into purchase_receipts (tenant_id, id, purchase_order_id, received_at) select $1, i.receipt_id, i.target, $2 from "
            + "incoming i where i.receipt_id is not null",
        $"""
        insert into purchase_receipt_lines (tenant_id, receipt_id, line, quantity)
        select $1, i.receipt_id, x.line, x.received - x.known_received from incoming i join {Lines} x on x.n = i.n
          where x.received > x.known_received
        """,
        $"""
        insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at, recorded_at, unit_cost, receipt_id)
        select $1, x.variant_id, o.location_id, 'receipt', x.received - x.known_received, $2, $2, x.known_cost, i.receipt_id
        from incoming i join {Lines} x on x.n = i.n join purchase_orders o on o.tenant_id = $1 and o.id = i.target
          where x.received > x.known_received
        """,
        """
        update purchase_order_lines k set received = k.received + r.quantity
        from incoming i join purchase_receipt_lines r on r.tenant_id = $1 and r.receipt_id = i.receipt_id
        where k.tenant_id = $1 and k.purchase_order_id = i.target and k.line = r.line
        """,
        """
        with settled as (
          select i.n, bool_and(k.received >= k.quantity) as is_complete, bool_or(k.received > 0) as is_begun
          from incoming i join purchase_order_lines k on k.tenant_id = $1 and k.purchase_order_id = i.target group by i.n
        ), written as (
          update purchase_orders o set status = case when s.is_complete then 'received' else 'partially_received' end, updated_at = $2
          from incoming i join settled s on s.n = i.n
          where o.tenant_id = $1 and o.id = i.target and s.is_begun and o.status in ('ordered', 'partially_received', 'received')
            and o.status <> case when s.is_complete then 'received' else 'partially_received' end
          returning o.id)
        update incoming i set changed = true from written where written.id = i.target
        """,
        "update incoming i set changed = true where i.receipt_id is not null",
    ];

    protected override void CheckTogether(JsonObject row, FieldErrors errors) => CheckCurrency(row, errors);
}
