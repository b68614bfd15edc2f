using Npgsql;
using Portal.Domain.Inventory;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Sales.Products;

/// <summary>What each product sold and what is left of it, from the sums that are kept of the ledger.</summary>
public sealed class ProductSalesQueries(PortalDatabase database)
{
    /// <summary>All goods of a range, the best by net sales first, beside what they sold in the days before.</summary>
    public async Task<ProductSalesReport> FindAsync(
        Guid tenantId, DayRange range, AccountingBasis basis, ProductLevel level, CancellationToken cancellationToken = default)
    {
        var (asked, askedBefore) = (FiguresAsync(tenantId, range, basis, level, cancellationToken),
            FiguresAsync(tenantId, range.Before, basis, level, cancellationToken));
        var (first, last) = SteadyWeeks.Of(range);
        var weeks = await WeeksAsync(tenantId, first, last, basis, level, cancellationToken);
        var before = (await askedBefore).ToDictionary(row => row.Key);
        var now = (await asked).ToDictionary(row => row.Key);
        // What sold only before is in the list too, with what it sold then.
        var rows = now.Values.Concat(before.Values.Where(row => !now.ContainsKey(row.Key))
            .Select(row => row with { Figures = ProductFigures.None }))
            .Select(row => row with
            {
                Before = before.GetValueOrDefault(row.Key)?.Figures ?? ProductFigures.None,
                Xyz = weeks.GetValueOrDefault(row.Key, 'Z')
            })
            .OrderByDescending(row => row.Figures.Net).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        var classes = StockClass.Abc([.. rows.Select(row => row.Figures.Net)]);
        return new(
            [.. rows.Select((row, place) => row with { Abc = classes[place] })], await SpendAsync(tenantId, range, cancellationToken),
            await SpendAsync(tenantId, range.Before, cancellationToken),
            ((last.DayNumber - first.DayNumber) / 7) + 1);
    }

    /// <summary>The best variants by net sales.</summary>
    public async Task<IReadOnlyList<BestSeller>> BestAsync(
        Guid tenantId, DayRange range, AccountingBasis basis, int max, CancellationToken cancellationToken = default)
    {
        List<object?> values = [OrderNames.Of(basis)];
        return await database.ListAsync(
            tenantId, ProductSalesSql.Best(max, range, values), values, row =>
                new BestSeller(row.GetString(0), row.Text(1), row.GetDecimal(2)), cancellationToken);
    }

    /// <summary>One product's figures; for ranges of some months.</summary>
    /// <param name="key">The shop's own id of it.</param>
    public async Task<ProductFigures> OneAsync(
        Guid tenantId, string key, DayRange range, AccountingBasis basis,
        CancellationToken cancellationToken = default) => (await database.FindAsync(
        tenantId, OneProductSql.Figures, [OrderNames.Of(basis), key, range.From, range.To], row => Read(row, 0), cancellationToken))!;

    /// <summary>What a product sold day by day; days without anything are left out.</summary>
    /// <param name="key">The shop's own id of it.</param>
    public async Task<IReadOnlyList<ProductDay>> DaysAsync(
        Guid tenantId, string key, DayRange range, AccountingBasis basis, CancellationToken cancellationToken = default) =>
        await database.ListAsync(
            tenantId,
            """
            select d.day, sum(r.units), sum(r.gross - r.discounts - r.refunds)
            from (select d::date as day from generate_series($4::date::timestamp, $5::date::timestamp, interval '1 day') d) d
            cross join (select v.sku from variants v join products p on p.tenant_id = $1 and p.id = v.product_id where v.tenant_id = $1
              and p.external_id = $3) v
            join product_sales_rollups r on r.tenant_id = $1 and r.basis = $2 and r.grain = 'day' and r.start = d.day and r.sku = v.sku
            group by d.day order by d.day
            """,
            [OrderNames.Of(basis), key, range.From, range.To], row =>
                new ProductDay(row.GetFieldValue<DateOnly>(0), row.GetDecimal(1), row.GetDecimal(2)), cancellationToken);

    private Task<List<ProductSalesRow>> FiguresAsync(
        Guid tenantId, DayRange range, AccountingBasis basis, ProductLevel level, CancellationToken cancellationToken)
    {
        List<object?> values = [OrderNames.Of(basis)];
        return database.ListAsync(
            tenantId, ProductSalesSql.Figures(level, range, values), values,
            row => new ProductSalesRow(row.GetString(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), Read(row, 5),
                ProductFigures.None, 'C', 'Z'),
            cancellationToken);
    }

    private static ProductFigures Read(NpgsqlDataReader row, int first) => new(
        row.GetInt64(first), row.GetDecimal(first + 1), row.GetDecimal(first + 2), row.GetDecimal(first + 3), row.GetDecimal(first + 4),
        row.GetDecimal(first + 5), row.GetDecimal(first + 6),
        row.GetDecimal(first + 7), row.GetDecimal(first + 8));

    private async Task<Dictionary<string, char>> WeeksAsync(
        Guid tenantId, DateOnly first, DateOnly last, AccountingBasis basis, ProductLevel level, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            tenantId, ProductSalesSql.Weeks(level), [OrderNames.Of(basis), first, last],
            row => (Key: row.GetString(0), Class: StockClass.Xyz(row.GetDouble(1), row.GetDouble(2),
                ((last.DayNumber - row.GetFieldValue<DateOnly>(3).DayNumber) / 7) + 1)), cancellationToken))
        .ToDictionary(row => row.Key, row => row.Class);

    private async Task<decimal> SpendAsync(Guid tenantId, DayRange range, CancellationToken cancellationToken) =>
        (decimal)(await database.FindAsync(
        tenantId, "select coalesce(sum(cost), 0) from ad_spend where tenant_id = $1 and day between $2 and $3", [range.From, range.To],
        row => (object)row.GetDecimal(0), cancellationToken))!;
}
