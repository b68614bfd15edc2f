using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.ExchangeRates;

/// <summary>A rate as the page lists it.</summary>
/// <param name="Rate">Units of the store's currency for one unit.</param>
/// <param name="Source">store or bank.</param>
/// <param name="Before">The rate that it took the place of on that day; null when it is the first.</param>
public sealed record ExchangeRate(string Currency, DateOnly Day, decimal Rate, string Source, DateTimeOffset UpdatedAt, decimal? Before);

/// <summary>Rows of imports that wait for a rate.</summary>
/// <param name="From">The first day without one.</param>
/// <param name="HasRate">True when the first day has a rate now, so that the rows can be imported again.</param>
public sealed record WaitingRows(Guid ImportId, string FileName, string Currency, DateOnly From, DateOnly To, long Rows, bool HasRate);

/// <summary>What other currencies are worth, and what waits to know it.</summary>
public sealed class ExchangeRateQueries(PortalDatabase database)
{
    private const int Listed = 100;

    private static readonly Dictionary<string, string> Sorts = new()
    {
        ["day"] = "r.day",
        ["currency"] = "r.currency",
        ["rate"] = "r.rate"
    };

    /// <summary>One page of the rates, the latest day first without another order.</summary>
    public async Task<TablePage<ExchangeRate>> ListAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken = default)
    {
        const string From = "from exchange_rates r where r.tenant_id = $1 and ($2::text is null or r.currency ilike $2)";
        object?[] values = [TableSql.Pattern(query.Search)];
        var total = await database.FindAsync(tenantId, $"select count(*) {From}", values, row => (object)row.GetInt64(0),
            cancellationToken);
        var rows = await database.ListAsync(
            tenantId,
            $"""
            select r.currency, r.day, r.rate, r.source, r.updated_at,
              (select c.rate from exchange_rate_changes c where c.tenant_id = $1 and c.currency = r.currency and c.day = r.day
                and c.changed_at >= r.updated_at order by c.changed_at desc limit 1)
            {From} {TableSql.Page(query, Sorts, "day", "r.currency, r.day")}
            """, values,
            row => new ExchangeRate(
                row.GetString(0), row.GetFieldValue<DateOnly>(1), row.GetDecimal(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4),
                row.IsDBNull(5) ? null : row.GetDecimal(5)),
            cancellationToken);
        return new(rows, (long)total!);
    }

    /// <summary>Imports with rows that were not taken for want of a rate, by currency.</summary>
    public async Task<IReadOnlyList<WaitingRows>> WaitingAsync(Guid tenantId, CancellationToken cancellationToken = default) =>
        await database.ListAsync(
        tenantId,
        $"""
        select w.*, exists (select from exchange_rates r where r.tenant_id = $1 and r.currency = w.currency and r.day <= w.first) from (
          select i.id, i.file_name, k.currency, min(k.day) as first, max(k.day) as last, count(*)
          from imports i
          join import_rejections x on x.tenant_id = $1 and x.import_id = i.id and x.reason like 'Currency: what ___ was worth in ___ on %'
          cross join lateral (select substring(x.reason from 16 for 3) as currency, substring(x.reason
            from ' on (\d\d\d\d-\d\d-\d\d) ')::date as day) k
          where i.tenant_id = $1 and i.state = 'finished' and not i.dry_run and i.retried_by is null
          group by i.id, i.file_name, k.currency order by i.id desc limit {Listed}) w
        """, [],
        row => new WaitingRows(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3),
            row.GetFieldValue<DateOnly>(4), row.GetInt64(5), row.GetBoolean(6)), cancellationToken);

    /// <summary>
    /// Orders of a currency that were booked at another rate than a day and those after it, up to the next known day, would have now.
    /// </summary>
    public async Task<long> BookedAsync(
        Guid tenantId, string currency, DateOnly day, decimal rate,
        CancellationToken cancellationToken = default) => (long)(await database.FindAsync(
        tenantId,
        """
        select count(*) from orders o where o.tenant_id = $1 and o.currency = $2 and o.exchange_rate <> $4 and o.placed_on >= $3
          and o.placed_on < coalesce((select min(r.day) from exchange_rates r where r.tenant_id = $1 and r.currency = $2
            and r.day > $3), 'infinity')
        """, [currency, day, rate], row => (object)row.GetInt64(0), cancellationToken))!;
}
