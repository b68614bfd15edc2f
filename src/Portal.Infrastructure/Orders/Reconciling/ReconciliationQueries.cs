using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Orders.Reconciling;

/// <summary>
/// The shop's own totals beside the ledger's, by the day of the order. Only orders that differ are read: of the others the two
/// are the same.
/// </summary>
public sealed class ReconciliationQueries(PortalDatabase database)
{
    private const int Listed = 200;

    /// <summary>The days of a range, the latest first. Totals are what orders placed on the day came to, refunds apart.</summary>
    public Task<List<ReconciledDay>> DaysAsync(Guid tenantId, DayRange range, CancellationToken cancellationToken) => database.ListAsync(tenantId, """
        with ours as (
          select day, sum(orders) as orders, sum(gross - discounts + shipping) as goods, sum(tax) as tax
          from sales_rollups where tenant_id = $1 and basis = 'order' and dimension = 'all' and day between $2 and $3 group by day
        ), differing as (
          select placed_on as day, count(*) as orders, sum((stated_total - total) * exchange_rate) as difference
          from orders where tenant_id = $1 and placed_on between $2 and $3 and stated_total is not null and stated_total <> total
            and status not in ('draft', 'cancelled')
          group by placed_on
        ), unheard as (
          select placed_on as day, count(*) as orders, sum(total * exchange_rate) as amount
          from orders where tenant_id = $1 and placed_on between $2 and $3 and source = 'browser' and status not in ('draft', 'cancelled')
            group by placed_on
        ), taxed as (
          select exists (select from orders where tenant_id = $1 and tax_included limit 1) as included
        )
        select o.day, o.orders, o.goods + case when t.included then 0
          else o.tax end, coalesce(d.orders, 0), coalesce(d.difference, 0), coalesce(u.orders, 0), coalesce(u.amount, 0)
        from ours o cross join taxed t left join differing d on d.day = o.day left join unheard u on u.day = o.day
        where o.orders <> 0 or o.goods <> 0 order by o.day desc
        """, [range.From, range.To],
        row => new ReconciledDay(
            row.GetFieldValue<DateOnly>(0), (long)row.GetDecimal(1), row.GetDecimal(2), row.GetInt64(3), row.GetDecimal(4), row.GetInt64(5),
            row.GetDecimal(6)), cancellationToken);

    /// <summary>Orders that differ, with the reason, the largest difference first.</summary>
    public Task<List<DifferingOrder>> OrdersAsync(Guid tenantId, DayRange range, CancellationToken cancellationToken) => database.ListAsync(tenantId, $"""
        select * from (
          select id, number, placed_at, total * exchange_rate as ours, stated_total * exchange_rate as theirs,
            case when tax <> 0 and abs(stated_total - total) = tax then 'tax' when shipping <> 0
              and abs(stated_total - total) = shipping then 'shipping'
              when not exists (select from order_lines l where l.tenant_id = $1 and l.order_id = o.id and l.sku <> '') then 'no_lines'
                else 'lines' end as reason
          from orders o
          where tenant_id = $1 and placed_on between $2 and $3 and stated_total is not null and stated_total <> total
            and status not in ('draft', 'cancelled')
          union all
          (select id, number, placed_at, total * exchange_rate, null, 'browser_only' from orders
           where tenant_id = $1 and placed_on between $2 and $3 and source = 'browser' and status not in ('draft', 'cancelled')
             order by total desc limit {Listed})) d
        order by abs(coalesce(theirs, 0) - ours) desc, number limit {Listed}
        """, [range.From, range.To],
        row => new DifferingOrder(
            row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetDecimal(3),
            row.IsDBNull(4) ? null : row.GetDecimal(4), row.GetString(5)), cancellationToken);
}

/// <summary>A day's orders as the shop states them and as the ledger has them, in the store's currency.</summary>
/// <param name="Ours">What the ledger holds of the day's orders, refunds apart.</param>
/// <param name="Difference">What the shop states beyond the ledger.</param>
/// <param name="Unheard">Orders that only the tracker told of.</param>
public sealed record ReconciledDay(
    DateOnly Day, long Orders, decimal Ours, long Differing, decimal Difference, long Unheard, decimal UnheardAmount)
{
    /// <summary>What the shop itself states: nothing of orders that only the tracker told of.</summary>
    public decimal Theirs => Ours + Difference - UnheardAmount;
}

/// <summary>An order on which the shop and the ledger differ.</summary>
/// <param name="Theirs">Null when the shop has said nothing.</param>
/// <param name="Reason">tax, shipping, lines, no_lines or browser_only.</param>
public sealed record DifferingOrder(Guid Id, string Number, DateTimeOffset PlacedAt, decimal Ours, decimal? Theirs, string Reason);
