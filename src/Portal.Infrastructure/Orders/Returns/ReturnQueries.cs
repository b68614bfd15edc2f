using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Sales.Products;

namespace Portal.Infrastructure.Orders.Returns;

/// <summary>
/// What came back, and why. Units and money are those of the ledger: goods for which money went back, refunds of orders that were
/// called off apart.
/// </summary>
public sealed class ReturnQueries(PortalDatabase database)
{
    /// <summary>Months that a cohort is followed.</summary>
    public const int Ages = 7;

    /// <summary>By reason, most units first. Together they are the refunds of the sales overview.</summary>
    public Task<List<ReturnedPart>> ReasonsAsync(Guid tenantId, DayRange range, AccountingBasis basis, CancellationToken cancellationToken) => database.ListAsync(tenantId, $"""
        with gone as materialized (
          select r.id, r.reason, r.amount, r.exchange_rate from refunds r {Counted(basis)}
        ), lines as (
          select g.reason as whole, l.reason, sum(l.quantity) as units, sum(l.amount * g.exchange_rate) as amount
          from gone g join refund_lines l on l.tenant_id = $1 and l.refund_id = g.id group by 1, 2
        )
        select reason, sum(units), sum(amount) from (
          select reason, units, amount from lines
          union all
          select coalesce(whole, 'unknown'), 0, -amount from lines
          union all
          select coalesce(reason, 'unknown'), 0, sum(amount * exchange_rate) from gone group by 1) p
        group by reason having sum(units) <> 0 or sum(amount) <> 0 order by sum(units) desc, sum(amount) desc, reason
        """, [range.From, range.To], row => new ReturnedPart(row.GetString(0), null, row.GetDecimal(1), row.GetDecimal(2), null), cancellationToken);

    /// <summary>By sku, most units first; each with its share in refunds of whole orders.</summary>
    public Task<List<ReturnedPart>> ProductsAsync(
        Guid tenantId, DayRange range, AccountingBasis basis, int max, CancellationToken cancellationToken)
    {
        List<object?> values = [OrderNames.Of(basis)];
        var rows = SkuRows.Of(range, "$2", values);
        return database.ListAsync(
            tenantId,
            $"""
            select s.sku, p.name, s.returned, s.refunds, s.sold from (
              select sku, sum(refunded_units) as returned, sum(refunds) as refunds, sum(units) as sold from {rows} r
              where sku <> '' group by sku having sum(refunded_units) > 0 order by sum(refunded_units) desc, sku limit {max}) s
            left join variants v on v.tenant_id = $1 and v.sku = s.sku
            left join products p on p.tenant_id = $1 and p.id = v.product_id
            order by s.returned desc, s.sku
            """, values,
            row => new ReturnedPart(row.GetString(0), row.Text(1), row.GetDecimal(2), row.GetDecimal(3), row.GetDecimal(4)),
            cancellationToken);
    }

    /// <summary>Months of sale up to that of a day, the latest first, with what came back of each.</summary>
    public async Task<IReadOnlyList<ReturnCohort>> CohortsAsync(
        Guid tenantId, DateOnly until, int months, CancellationToken cancellationToken)
    {
        var last = new DateOnly(until.Year, until.Month, 1);
        object?[] values = [last.AddMonths(1 - months), last.AddMonths(1)];
        var sold = await database.ListAsync(tenantId, """
            select date_trunc('month', day::timestamp)::date, sum(units) from sales_rollups
            where tenant_id = $1 and basis = 'order' and dimension = 'all' and day >= $2 and day < $3 group by 1 having sum(units) > 0
              order by 1 desc
            """, values, row => (Month: row.GetFieldValue<DateOnly>(0), Units: row.GetDecimal(1)), cancellationToken);
        var returned = await database.ListAsync(tenantId, $"""
            select month, least(greatest(12 * (extract(year from back) - extract(year from month)) + extract(month
              from back) - extract(month from month), 0), {Ages - 1})::integer as age, sum(units) from (
              select date_trunc('month', ordered_on::timestamp)::date as month, date_trunc('month', booked_on::timestamp)::date as back,
                units
              from ledger_entries where tenant_id = $1 and kind = 'refund' and document_id <> cause_id and ordered_on >= $2
                and ordered_on < $3) c
            group by 1, 2 having sum(units) <> 0
            """, values, row => (Month: row.GetFieldValue<DateOnly>(0), Age: row.GetInt32(1), Units: row.GetDecimal(2)), cancellationToken);
        var found = returned.ToLookup(cell => cell.Month);
        return [.. sold.Select(month => new ReturnCohort(month.Month, month.Units,
            [.. Enumerable.Range(0, Ages).Select(age => found[month.Month].Where(cell => cell.Age == age).Sum(cell => cell.Units))]))];
    }

    /// <summary>How many returns wait for their goods.</summary>
    public async Task<long> AwaitedAsync(Guid tenantId, CancellationToken cancellationToken) => (await database.FindAsync(
        tenantId, "select count(*) from returns where tenant_id = $1 and state = 'requested'", [], row =>
            new Number(row.GetInt64(0)), cancellationToken))!.Value;

    // Of orders that do not count nothing is asked, and there are few of those.
    private static string Counted(AccountingBasis basis) => basis == AccountingBasis.Event
        ? """
          where r.tenant_id = $1 and r.refunded_on between $2 and $3
            and not exists (select from orders o where o.tenant_id = $1 and o.id = r.order_id and o.status in ('draft', 'cancelled'))
          """
        : """
          left join orders o on o.tenant_id = $1 and o.id = r.order_id
          where r.tenant_id = $1 and coalesce(o.placed_on, r.refunded_on) between $2 and $3 and (r.order_id is null
            or o.status not in ('draft', 'cancelled'))
          """;

    private sealed record Number(long Value);
}
