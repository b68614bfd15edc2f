using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>From seeing a product to buying it.</summary>
public sealed class ProductQueries(PortalDatabase database)
{
    private static readonly Dictionary<string, string> Orders = new()
    {
        ["name"] = "lower(name)",
        ["views"] = "views",
        ["adds"] = "adds",
        ["add_rate"] = "adds::numeric / nullif(views, 0)",
        ["orders"] = "orders",
        ["buy_rate"] = "orders::numeric / nullif(adds, 0)",
        ["units"] = "units",
        ["revenue"] = "revenue",
    };

    /// <summary>What the list can be ordered by.</summary>
    public static IEnumerable<string> Sorts => Orders.Keys;

    /// <summary>One page of the products that something was done with.</summary>
    public async Task<TablePage<ProductRow>> ListAsync(
        Guid tenantId, AnalyticsRange range, TableQuery query, CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            select *, count(*) over ()
            from (
              select r.product_id, coalesce(p.name, r.product_id) as name, r.views, r.adds, r.removes, r.orders, r.units, r.revenue
              from (
                select product_id, sum(views)::bigint as views, sum(adds)::bigint as adds, sum(removes)::bigint as removes,
                       sum(orders)::bigint as orders, sum(units) as units, sum(revenue) as revenue
                from product_rollups where tenant_id = $1 and day between $2 and $3 and is_bot = any($4) group by product_id) as r
              left join event_products p on p.tenant_id = $1 and p.product_id = r.product_id) as found
            where $5::text is null or name ilike $5 or product_id ilike $5
            {TableSql.Page(query, Orders, "revenue", "views desc, product_id")}
            """,
            [range.From, range.To, range.Bots, TableSql.Pattern(query.Search)],
            row => (
                Row: new ProductRow(
                    row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
                    row.GetDecimal(6), row.GetDecimal(7)),
                Total: row.GetInt64(8)),
            cancellationToken);
        return new([.. rows.Select(row => row.Row)], rows.Count == 0 ? 0 : rows[0].Total);
    }
}

/// <summary>What was done with one product.</summary>
/// <param name="Name">What it was last called; its id while it has no name.</param>
/// <param name="Views">Times its page was seen.</param>
/// <param name="Adds">Times it was put into a cart.</param>
/// <param name="Removes">Times it was taken out of one.</param>
/// <param name="Orders">Orders with it.</param>
/// <param name="Revenue">Prices times quantities, before discounts of whole orders, tax and shipping.</param>
public sealed record ProductRow(
    string ProductId, string Name, long Views, long Adds, long Removes, long Orders, decimal Units, decimal Revenue)
{
    /// <summary>Adds divided by views.</summary>
    public decimal? AddRate => Views == 0 ? null : (decimal)Adds / Views;

    /// <summary>Orders divided by adds.</summary>
    public decimal? BuyRate => Adds == 0 ? null : (decimal)Orders / Adds;
}
