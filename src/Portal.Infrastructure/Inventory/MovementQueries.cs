using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Inventory;

/// <summary>How stock moved, and where it lies.</summary>
public sealed class MovementQueries(PortalDatabase database)
{
    /// <summary>The kinds of movements.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["sale", "return", "receipt", "adjustment", "transfer"];

    private const string From = """
        from stock_movements m
        join variants v on v.tenant_id = $1 and v.id = m.variant_id
        join products p on p.tenant_id = $1 and p.id = v.product_id
        join locations l on l.tenant_id = $1 and l.id = m.location_id
        where m.tenant_id = $1 and ($2::text is null or v.sku = $2 or p.name ilike $3) and ($4::text[] is null or m.kind = any ($4))
          and not (m.kind = any ($5))
        """;

    private static readonly Dictionary<string, string> Orders = new()
    {
        ["at"] = "m.occurred_at",
        ["quantity"] = "m.quantity",
        ["sku"] = "v.sku"
    };

    /// <summary>One page of the movements, latest first without another order.</summary>
    public async Task<TablePage<StockMovement>> ListAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken = default)
    {
        var values = Values(query);
        var isNarrowed = query.IsNarrowed;
        var total = await database.FindAsync(
            tenantId, isNarrowed ? "select count(*) " + From : "select count(*) from stock_movements where tenant_id = $1",
            isNarrowed ? values : [], row => (object)row.GetInt64(0), cancellationToken);
        return new(await StreamAsync(tenantId, query, cancellationToken).ToListAsync(cancellationToken), (long)total!);
    }

    /// <summary>The same movements one after the other, however many they are.</summary>
    public IAsyncEnumerable<StockMovement> StreamAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken = default) =>
        database.StreamAsync(
            tenantId,
            $"""
            select m.id, m.occurred_at, m.kind, m.quantity, v.sku, p.name, l.name,
                   coalesce((select o.number from orders o where o.tenant_id = $1 and o.id = m.order_id),
                            (select o.number from purchase_receipts r join purchase_orders o on o.tenant_id = $1
                              and o.id = r.purchase_order_id where r.tenant_id = $1 and r.id = m.receipt_id), m.reason)
            {From} {TableSql.Page(query, Orders, "at", "m.id")}
            """,
            Values(query),
            row => new StockMovement(
                row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5),
                row.GetString(6), row.Text(7)),
            cancellationToken);

    private static object?[] Values(TableQuery query)
    {
        IReadOnlyList<string> Chosen(TableOperator comparison) =>
            [.. query.Filters.Where(filter => filter.Column == "kind" && filter.Operator == comparison)
            .SelectMany(filter => filter.Values)];
        var only = Chosen(TableOperator.Is);
        return [query.Search, TableSql.Pattern(query.Search), only.Count == 0 ? null : only.ToArray(),
            Chosen(TableOperator.IsNot).ToArray()];
    }

    /// <summary>The store's locations with the units at each, the default one first.</summary>
    public async Task<IReadOnlyList<StockLocation>> LocationsAsync(Guid tenantId, CancellationToken cancellationToken = default) =>
        await database.ListAsync(
        tenantId,
        """
        select l.id, l.code, l.name, l.city, l.is_default, coalesce((select sum(s.on_hand) from stock_levels s where s.tenant_id = $1
          and s.location_id = l.id), 0)::bigint
        from locations l where l.tenant_id = $1 order by l.is_default desc, l.name
        """,
        [],
        row => new StockLocation(row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3), row.GetBoolean(4), row.GetInt64(5)),
        cancellationToken);
}

/// <summary>One change of a stock.</summary>
/// <param name="Kind">sale, return, receipt, adjustment or transfer.</param>
/// <param name="Cause">The order's or purchase order's number, or the reason that was given.</param>
public sealed record StockMovement(
    Guid Id, DateTimeOffset OccurredAt, string Kind, int Quantity, string Sku, string Name, string Location, string? Cause);

/// <summary>A place where goods lie.</summary>
public sealed record StockLocation(Guid Id, string Code, string Name, string? City, bool IsDefault, long Units);
