using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Inventory;

/// <summary>How long what lies there has lain: what came first is taken to have gone first.</summary>
public sealed class AgeingQueries(PortalDatabase database, TimeProvider time)
{
    private const string Ages = """
        with levels as (
          select variant_id, sum(on_hand) as on_hand from stock_levels where tenant_id = $1 group by variant_id having sum(on_hand) > 0
        ), came as (
          select d.variant_id, d.day, sum(greatest(d.received, 0) + greatest(d.returned, 0) + greatest(d.adjusted, 0)) as units
          from stock_days d join levels l on l.variant_id = d.variant_id where d.tenant_id = $1 group by d.variant_id, d.day
        ), layers as (
          select c.variant_id, $2::date - c.day as age,
                 greatest(0, least(c.units, l.on_hand - (sum(c.units) over (partition by c.variant_id
                   order by c.day desc) - c.units))) as units
          from came c join levels l on l.variant_id = c.variant_id where c.units > 0
        )
        select v.sku, p.name || case when v.title = '' then '' else ', ' || v.title end, v.cost, l.on_hand::integer,
               coalesce(sum(y.units) filter (where y.age <= 30), 0)::integer, coalesce(sum(y.units) filter (where y.age between 31
                 and 60), 0)::integer,
               coalesce(sum(y.units) filter (where y.age between 61
                 and 90), 0)::integer, coalesce(sum(y.units) filter (where y.age between 91 and 180), 0)::integer,
               coalesce(sum(y.units) filter (where y.age > 180), 0)::integer
        from levels l
        join variants v on v.tenant_id = $1 and v.id = l.variant_id
        join products p on p.tenant_id = $1 and p.id = v.product_id
        left join layers y on y.variant_id = l.variant_id
        group by v.tenant_id, v.id, p.name, l.on_hand order by v.sku
        """;

    /// <summary>The ages, in days, at which each share of the stock begins.</summary>
    public static readonly IReadOnlyList<string> Bounds = ["0 to 30", "31 to 60", "61 to 90", "91 to 180", "over 180"];

    /// <summary>Every variant of which something lies there, by sku.</summary>
    public async Task<IReadOnlyList<StockAge>> ListAsync(CurrentStore store, CancellationToken cancellationToken = default) =>
        await database.ListAsync(
        store.TenantId, Ages, [StoreClock.For(store.TimeZone).Day(time.GetUtcNow())],
        row => new StockAge(
            row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetDecimal(2), row.GetInt32(3),
            [row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7), row.GetInt32(8)]),
        cancellationToken);
}

/// <summary>How old a variant's units are.</summary>
/// <param name="Units">Of each span of <see cref="AgeingQueries.Bounds"/>.</param>
public sealed record StockAge(string Sku, string Name, decimal? Cost, int OnHand, IReadOnlyList<int> Units)
{
    /// <summary>At cost; null without one.</summary>
    public decimal? Value => Cost * OnHand;

    /// <summary>Units that have lain for more than 90 days.</summary>
    public int Old => Units[3] + Units[4];
}
