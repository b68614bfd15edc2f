using Portal.Domain.Catalogue;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Catalogue;

/// <summary>Every change of a price, and what came after it.</summary>
public sealed class PriceChangeQueries(PortalDatabase database, PriceDayQueries days, TimeProvider time)
{
    // Rows of one price under another promotion are no change of it.
    private const string Changes = """
        with prices as (
          select variant_id, since, price, currency, lag(price) over (partition by variant_id order by since) as held from variant_prices
            where tenant_id = $1
        ), periods as (
          select variant_id, since, price, currency, lag(price) over w as price_before, lag(since) over w as earlier,
            lead(since) over w as later
          from prices where held is distinct from price window w as (partition by variant_id order by since)
        )
        select c.variant_id, p.external_id, p.name || case when v.title = '' then ''
          else ', ' || v.title end as name, v.sku, c.currency, c.since, c.price_before, c.price, c.earlier, c.later
        from periods c
        join variants v on v.tenant_id = $1 and v.id = c.variant_id
        join products p on p.tenant_id = $1 and p.id = v.product_id
        where c.price_before is not null and ($2::text is null or p.name ilike $2 or v.sku ilike $2) and ($3::uuid is null
          or c.variant_id = $3)
        """;

    private static readonly Dictionary<string, string> Sorts = new()
    {
        ["day"] = "since",
        ["name"] = "lower(name)",
        ["sku"] = "sku",
        ["before"] = "price_before",
        ["after"] = "price",
        ["share"] = "price / nullif(price_before, 0)",
    };

    /// <summary>One page of the changes, the latest first without another order.</summary>
    /// <param name="variantId">Only of this one; null for all.</param>
    public async Task<TablePage<PriceChangeRow>> ListAsync(
        CurrentStore store, TableQuery query, Guid? variantId = null, CancellationToken cancellationToken = default)
    {
        object?[] values = [TableSql.Pattern(query.Search), variantId];
        var total = await database.FindAsync(store.TenantId, $"select count(*) from ({Changes}) n", values, row => (object)row.GetInt64(0),
            cancellationToken);
        var clock = StoreClock.For(store.TimeZone);
        var today = clock.Day(time.GetUtcNow());
        var first = (await database.FindAsync(
            store.TenantId,
            "select coalesce(min(day), $2) from sales_rollups where tenant_id = $1 and basis = 'order' and dimension = 'all'", [today],
            row => new Day(row.GetFieldValue<DateOnly>(0)), cancellationToken))!.Date;
        var changes = await database.ListAsync(
            store.TenantId, $"select * from ({Changes}) c {TableSql.Page(query, Sorts, "day", "variant_id, since")}", values,
            row => new Change(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
                clock.Day(row.GetFieldValue<DateTimeOffset>(5)), row.GetDecimal(6), row.GetDecimal(7),
                Later(clock.Day(row.GetFieldValue<DateTimeOffset>(8)), first.AddDays(-1)),
                row.Instant(9) is { } later ? clock.Day(later) : today),
            cancellationToken);
        var reach = PriceEffect.Weeks * 7;
        var facts = await days.FindAsync(store.TenantId,
            [.. changes.Select(change => (change.VariantId, change.Sku, change.Day.AddDays(-reach), change.Day.AddDays(reach)))],
            cancellationToken);
        return new(
            [
                .. changes.Select(change => new PriceChangeRow(
                    change.VariantId, change.ProductKey, change.Name, change.Sku, change.Currency, change.Day, change.Before, change.After,
                    PriceEffect.Of(change.Day, facts.GetValueOrDefault(change.VariantId) ?? new Dictionary<DateOnly, PriceDay>(),
                        change.Earlier, change.Later))),
            ],
            (long)total!);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private sealed record Day(DateOnly Date);

    private sealed record Change(
        Guid VariantId, string ProductKey, string Name, string Sku, string Currency, DateOnly Day, decimal Before, decimal After,
        DateOnly Earlier, DateOnly Later);
}
