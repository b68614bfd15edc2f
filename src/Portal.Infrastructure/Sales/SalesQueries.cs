using Npgsql;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Sales;

/// <summary>What a store sold, from the ledger's sums by day: no question reads the ledger itself.</summary>
public sealed class SalesQueries(PortalDatabase database)
{
    private const string Sums = """
        coalesce(sum(gross), 0), coalesce(sum(discounts), 0), coalesce(sum(refunds), 0), coalesce(sum(tax - refunded_tax), 0),
        coalesce(sum(shipping - refunded_shipping), 0), coalesce(sum(fees), 0), coalesce(sum(cost), 0), coalesce(sum(orders), 0),
          coalesce(sum(units), 0),
        coalesce(sum(refunded_units), 0), coalesce(sum(gross - discounts - refunds), 0) as net
        """;

    private const string Of = "from sales_rollups where tenant_id = $1 and basis = $2 and dimension = $3 and day between $4 and $5";

    /// <summary>A range in total.</summary>
    public async Task<SalesFigures> TotalAsync(Guid tenantId, DayRange range, AccountingBasis basis, CancellationToken cancellationToken) =>
        (await database.FindAsync(tenantId, $"select {Sums} {Of}", Values(range, basis, SalesDimension.All), row => Figures(row, 0),
            cancellationToken))!;

    /// <summary>A range day by day; days without anything are left out.</summary>
    public async Task<IReadOnlyList<SalesDay>> DaysAsync(
        Guid tenantId, DayRange range, AccountingBasis basis, CancellationToken cancellationToken) =>
        await database.ListAsync(
            tenantId, $"select day, {Sums} {Of} group by day order by day", Values(range, basis, SalesDimension.All),
            row => new SalesDay(row.GetFieldValue<DateOnly>(0), Figures(row, 1)), cancellationToken);

    /// <summary>The values of a dimension by their net sales, the best first.</summary>
    public async Task<IReadOnlyList<SalesPart>> PartsAsync(
        Guid tenantId, DayRange range, AccountingBasis basis, SalesDimension dimension, int max, CancellationToken cancellationToken) =>
        await database.ListAsync(
            tenantId,
            $"""
            select value, {Sums} {Of} group by value having sum(orders) <> 0 or sum(gross) <> 0 or sum(refunds) <> 0
            order by net desc, value limit {max}
            """, Values(range, basis, dimension), row => new SalesPart(row.GetString(0), Figures(row, 1)), cancellationToken);

    /// <summary>Different customers with an order placed on one of the days.</summary>
    public async Task<long> CustomersAsync(Guid tenantId, DayRange range, CancellationToken cancellationToken) => (await database.FindAsync(
        tenantId,
        "select coalesce(sum(customers), 0)::bigint from customer_presence where tenant_id = $1 and day between $2 and $3 and before < $2",
        [range.From, range.To], row => new Count(row.GetInt64(0)), cancellationToken))!.Number;

    private static object?[] Values(DayRange range, AccountingBasis basis, SalesDimension dimension) =>
        [OrderNames.Of(basis), OrderNames.Of(dimension), range.From, range.To];

    private static SalesFigures Figures(NpgsqlDataReader row, int first) => new(
        row.GetDecimal(first), row.GetDecimal(first + 1), row.GetDecimal(first + 2), row.GetDecimal(first + 3), row.GetDecimal(first + 4),
        row.GetDecimal(first + 5),
        row.GetDecimal(first + 6), (long)row.GetDecimal(first + 7), row.GetDecimal(first + 8), row.GetDecimal(first + 9));

    private sealed record Count(long Number);
}
