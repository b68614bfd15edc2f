using Npgsql;
using Portal.Domain.Inventory;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Inventory;

/// <summary>What the store has, and what follows for every variant from the last thirteen weeks.</summary>
public sealed class StockQueries(PortalDatabase database, TimeProvider time)
{
    /// <summary>Days that demand is estimated from.</summary>
    public const int Window = 91;

    private const int DefaultLeadTime = 14;

    // A day's closing level is today's less what moved later. A day that ends without stock counts as one without, unless
    // something was sold on it.
    private const string Variants = """
        with levels as (
          select variant_id, sum(on_hand)::integer as on_hand from stock_levels where tenant_id = $1 group by variant_id
        ), moved as (
          select variant_id, day, sum(moved) as moved, -sum(sold) as sold from stock_days where tenant_id = $1 and day > $3::date - $4
            group by variant_id, day
        ), days as (
          select m.variant_id, m.day, m.sold, l.on_hand - sum(m.moved) over past + m.moved as closing, coalesce(lag(m.day) over past,
            $3::date + 1) - m.day as length
          from moved m join levels l on l.variant_id = m.variant_id
          window past as (partition by m.variant_id order by m.day desc rows unbounded preceding)
        ), weeks as (
          select variant_id, sum(units * units)::float8 as squares
          from (select variant_id, ($3::date - day) / 7 as week, sum(sold) as units from moved group by 1, 2) w group by variant_id
        ), told as (
          select d.variant_id, sum(d.sold)::integer as sold, sum(d.sold * d.sold)::float8 as squares, min(d.day) as first_day,
                 sum(case when d.closing <= 0 then d.length - (d.sold > 0)::integer else 0 end)::integer as days_out,
                 (select sum(moved) from moved m where m.variant_id = d.variant_id) as moved
          from days d group by d.variant_id
        ), coming as (
          select k.variant_id, sum(k.quantity - k.received)::integer as units
          from purchase_order_lines k
          join purchase_orders o on o.tenant_id = $1 and o.id = k.purchase_order_id and o.status in ('ordered', 'partially_received')
          where k.tenant_id = $1 and k.received < k.quantity group by k.variant_id
        )
        select v.id, v.sku, p.name || case when v.title = '' then '' else ', ' || v.title end, s.name, v.currency,
               coalesce(l.on_hand, 0), coalesce(c.units, 0), coalesce(t.sold, 0), coalesce(t.squares, 0), coalesce(w.squares, 0),
               case when seen.first_day is null then 0 else least($4, $3::date - seen.first_day + 1) end, least($4, coalesce(t.days_out,
                 0) + case
                 when seen.first_day is not null and coalesce(l.on_hand, 0) - coalesce(t.moved, 0) <= 0 then greatest(0,
                   coalesce(t.first_day, $3::date + 1) - greatest(seen.first_day, $3::date - $4 + 1)) else 0 end),
               $3::date - seen.last_sale, v.price, v.cost, coalesce(v.lead_time_days, s.lead_time_days, $2), v.reorder_point, v.safety_stock
        from variants v
        join products p on p.tenant_id = $1 and p.id = v.product_id
        left join suppliers s on s.tenant_id = $1 and s.id = v.supplier_id
        left join levels l on l.variant_id = v.id
        left join told t on t.variant_id = v.id
        left join weeks w on w.variant_id = v.id
        left join coming c on c.variant_id = v.id
        left join (select variant_id, min(day) as first_day, max(day) filter (where sold < 0) as last_sale from stock_days
          where tenant_id = $1 group by variant_id) seen on seen.variant_id = v.id
        where v.tenant_id = $1 and v.is_stocked and v.status = 'active'
        order by v.sku
        """;

    /// <summary>Every stocked variant, by sku.</summary>
    public async Task<IReadOnlyList<StockRow>> ListAsync(
        CurrentStore store, ReorderPolicy policy, CancellationToken cancellationToken = default)
    {
        var today = StoreClock.For(store.TimeZone).Day(time.GetUtcNow());
        var rows = await database.ListAsync(store.TenantId, Variants, [DefaultLeadTime, today, Window], row => Read(row, policy),
            cancellationToken);
        var classes = StockClass.Abc([.. rows.Select(row => row.Revenue)]);
        return [.. rows.Select((row, place) => row with { Abc = classes[place] })];
    }

    private static StockRow Read(NpgsqlDataReader row, ReorderPolicy policy)
    {
        var facts = new StockFacts(
            row.GetInt32(5), row.GetInt32(6), row.GetInt32(7), row.GetDouble(8), row.GetDouble(9), row.GetInt32(10), row.GetInt32(11),
            row.IsDBNull(12) ? null : row.GetInt32(12), row.IsDBNull(13) ? null : row.GetDecimal(13),
            row.IsDBNull(14) ? null : row.GetDecimal(14), row.GetInt32(15),
            row.IsDBNull(16) ? null : row.GetInt32(16), row.IsDBNull(17) ? null : row.GetInt32(17));
        return new(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3), row.GetString(4), facts, StockFigures.Of(facts, policy), 'C',
            StockClass.Xyz(facts.Sold, facts.WeekSquares, Math.Max(1, facts.Days) / 7));
    }
}

/// <summary>A variant's stock with what follows from it.</summary>
/// <param name="Abc">By revenue: A, B or C.</param>
/// <param name="Xyz">By the steadiness of its weeks: X, Y or Z.</param>
public sealed record StockRow(
    Guid VariantId, string Sku, string Name, string? Supplier, string Currency, StockFacts Facts, StockFigures Figures, char Abc, char Xyz)
{
    /// <summary>Revenue of the window at today's price.</summary>
    public decimal Revenue => (Facts.Price ?? 0) * Facts.Sold;
}
