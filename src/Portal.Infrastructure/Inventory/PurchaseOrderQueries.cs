using Npgsql;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Inventory;

/// <summary>What is ordered from suppliers.</summary>
public sealed class PurchaseOrderQueries(PortalDatabase database)
{
    /// <summary>The states of an order.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["draft", "ordered", "partially_received", "received", "cancelled"];

    private const string Orders = """
        select o.id, o.number, s.name, l.name, o.status, o.currency, o.expected_on, o.created_at, o.ordered_at,
               k.lines, k.units, k.received, k.total, o.note
        from purchase_orders o
        join locations l on l.tenant_id = $1 and l.id = o.location_id
        left join suppliers s on s.tenant_id = $1 and s.id = o.supplier_id
        cross join lateral (
          select count(*)::integer as lines, coalesce(sum(k.quantity), 0)::bigint as units, coalesce(sum(k.received),
            0)::bigint as received, coalesce(sum(k.quantity * k.unit_cost), 0) as total
          from purchase_order_lines k where k.tenant_id = $1 and k.purchase_order_id = o.id) k
        where o.tenant_id = $1
        """;

    private static readonly Dictionary<string, string> Sorts = new()
    {
        ["number"] = "o.number",
        ["supplier"] = "s.name",
        ["expected"] = "o.expected_on",
        ["created"] = "o.created_at",
        ["total"] = "k.total",
        ["units"] = "k.units",
    };

    /// <summary>One page of the orders, latest first without another order.</summary>
    public async Task<TablePage<PurchaseOrder>> ListAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken = default)
    {
        string[]? Chosen(TableOperator comparison) =>
            query.Filters.Where(filter => filter.Column == "status" && filter.Operator == comparison).SelectMany(filter => filter.Values)
                .ToArray() is { Length: > 0 } words ? words : null;
        const string narrowed = Orders
            + " and ($2::text is null or o.number ilike $2 or s.name ilike $2) and ($3::text[] is null or o.status = any ($3)) and "
            + "($4::text[] is null or o.status <> all ($4))";
        object?[] values = [TableSql.Pattern(query.Search), Chosen(TableOperator.Is), Chosen(TableOperator.IsNot)];
        var total = await database.FindAsync(tenantId, $"select count(*) from ({narrowed}) n", values, row => (object)row.GetInt64(0),
            cancellationToken);
        return new(await database.ListAsync(tenantId, $"{narrowed} {TableSql.Page(query, Sorts, "created", "o.id")}", values, Read,
            cancellationToken), (long)total!);
    }

    /// <summary>One order; null when there is none of this number.</summary>
    public async Task<PurchaseOrderDetails?> FindAsync(Guid tenantId, string number, CancellationToken cancellationToken = default)
    {
        if (await database.FindAsync(tenantId, Orders + " and o.number = $2", [number], Read, cancellationToken) is not { } order)
            return null;

        var lines = await database.ListAsync(
            tenantId,
            """
            select v.sku, p.name, k.quantity, k.received, k.unit_cost from purchase_order_lines k
            join variants v on v.tenant_id = $1 and v.id = k.variant_id join products p on p.tenant_id = $1 and p.id = v.product_id
            where k.tenant_id = $1 and k.purchase_order_id = $2 order by k.line
            """,
            [order.Id], row => new PurchaseOrderLine(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3),
                row.GetDecimal(4)), cancellationToken);
        var receipts = await database.ListAsync(
            tenantId,
            """
            select r.received_at, count(*)::integer, sum(l.quantity)::bigint from purchase_receipts r
            join purchase_receipt_lines l on l.tenant_id = $1 and l.receipt_id = r.id
            where r.tenant_id = $1 and r.purchase_order_id = $2 group by r.id, r.received_at order by r.received_at
            """,
            [order.Id], row => new PurchaseReceipt(row.GetFieldValue<DateTimeOffset>(0), row.GetInt32(1), row.GetInt64(2)),
            cancellationToken);
        return new(order, lines, receipts);
    }

    private static PurchaseOrder Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.Text(2), row.GetString(3), row.GetString(4), row.GetString(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6),
        row.GetFieldValue<DateTimeOffset>(7), row.Instant(8), row.GetInt32(9), row.GetInt64(10), row.GetInt64(11), row.GetDecimal(12),
        row.Text(13));
}
