using Portal.Domain.Catalogue;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Catalogue;

/// <summary>What variants did around some days: their sales from the ledger's sums, and whether there was anything to sell.</summary>
public sealed class PriceDayQueries(PortalDatabase database)
{
    // Single days are looked up, since a span of days would be read with all other goods' sums in it.
    private const string Sales = """
        select w.variant_id, r.start, sum(r.units), sum(r.gross - r.discounts), sum(r.gross - r.discounts - r.cost)
        from (select distinct w.variant_id, w.sku, d::date as day
          from unnest($2::uuid[], $3::text[], $4::date[], $5::date[]) w (variant_id, sku, first, last)
          cross join lateral generate_series(w.first::timestamp, w.last::timestamp, interval '1 day') d) w
        join product_sales_rollups r on r.tenant_id = $1 and r.basis = 'order' and r.grain = 'day' and r.start = w.day and r.sku = w.sku
        group by 1, 2
        """;

    private const string Stock = """
        select d.variant_id, d.day, sum(d.moved)::integer, -sum(d.sold)::integer, (select coalesce(sum(l.on_hand), 0)::integer
          from stock_levels l where l.tenant_id = $1 and l.variant_id = d.variant_id)
        from stock_days d where d.tenant_id = $1 and d.variant_id = any ($2) and d.day >= $3 group by 1, 2 order by 1, 2 desc
        """;

    /// <summary>The days of each variant between the first and the last that are asked for of it.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyDictionary<DateOnly, PriceDay>>> FindAsync(
        Guid tenantId, IReadOnlyList<(Guid VariantId, string Sku, DateOnly First, DateOnly Last)> spans,
        CancellationToken cancellationToken)
    {
        if (spans.Count == 0)
            return new Dictionary<Guid, IReadOnlyDictionary<DateOnly, PriceDay>>();
        var sales = await database.ListAsync(
            tenantId, Sales, [spans.Select(span => span.VariantId).ToArray(), spans.Select(span => span.Sku).ToArray(),
                spans.Select(span => span.First).ToArray(), spans.Select(span => span.Last).ToArray()],
            row => (Variant: row.GetGuid(0), Day: row.GetFieldValue<DateOnly>(1),
                Facts: new PriceDay(row.GetDecimal(2), row.GetDecimal(3), row.GetDecimal(4), false)), cancellationToken);
        var (first, last) = (spans.Min(span => span.First), spans.Max(span => span.Last));
        var stock = await database.ListAsync(
            tenantId, Stock, [spans.Select(span => span.VariantId).Distinct().ToArray(), first],
            row => new StockDay(row.GetGuid(0), row.GetFieldValue<DateOnly>(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)),
            cancellationToken);
        var days = sales.GroupBy(day => day.Variant)
            .ToDictionary(variant => variant.Key, variant => variant.ToDictionary(day => day.Day, day => day.Facts));
        foreach (var moved in stock.GroupBy(day => day.Variant))
        {
            if (!days.TryGetValue(moved.Key, out var known))
                days[moved.Key] = known = [];
            foreach (var day in DaysOut([.. moved], first, last).Where(day => !known.ContainsKey(day)))
                known[day] = new(0, 0, 0, WasOut: true);
        }

        return days.ToDictionary(variant => variant.Key, variant => (IReadOnlyDictionary<DateOnly, PriceDay>)variant.Value);
    }

    // A day's closing level is today's less what moved later; a day that ends without stock and without a sale was one without.
    private static IEnumerable<DateOnly> DaysOut(List<StockDay> moved, DateOnly first, DateOnly last)
    {
        var byDay = moved.ToDictionary(day => day.Day);
        var level = moved[0].OnHand - moved.Where(day => day.Day > last).Sum(day => day.Moved);
        for (var day = last; day >= first; day = day.AddDays(-1))
        {
            var facts = byDay.GetValueOrDefault(day);
            if (level <= 0 && facts is null or { Sold: <= 0 })
                yield return day;
            level -= facts?.Moved ?? 0;
        }
    }

    private sealed record StockDay(Guid Variant, DateOnly Day, int Moved, int Sold, int OnHand);
}
