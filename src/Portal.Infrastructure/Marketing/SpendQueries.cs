using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Marketing;

/// <summary>What advertising costs and what the ledger's orders bring, under a model of attribution.</summary>
public sealed class SpendQueries(PortalDatabase database, OrderCredits orders, NewCustomers customers)
{
    /// <summary>What cost can be told apart by.</summary>
    public static readonly IReadOnlyList<string> Dimensions = [TrafficDimensions.Channel, TrafficDimensions.Source,
        TrafficDimensions.Campaign];

    /// <param name="dimension">One of <see cref="Dimensions"/>.</param>
    /// <param name="model">How orders are credited; visits of the 30 days before count.</param>
    public async Task<SpendReport> FindAsync(
        Guid tenantId, AnalyticsRange range, string dimension, AttributionModel model, CancellationToken cancellationToken = default)
    {
        var column = Dimensions.Contains(dimension) ? dimension : throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null);
        var (asked, arriving, dayByDay) = (orders.FindAsync(tenantId, range, column, cancellationToken),
            customers.FindAsync(tenantId, range, column, cancellationToken), DaysAsync(tenantId, range, cancellationToken));
        var costs = await database.ListAsync(
            tenantId,
            $"select {column}, sum(cost), sum(impressions)::bigint, sum(clicks)::bigint from ad_spend where tenant_id = $1 and day "
                + $"between $2 and $3 group by 1", [range.From, range.To],
            row => new SpendRow(row.GetString(0), row.GetDecimal(1), row.IsDBNull(2) ? null : row.GetInt64(2),
                row.IsDBNull(3) ? null : row.GetInt64(3), 0, 0, 0), cancellationToken);
        var credits = (await asked).ToDictionary(row => row.Value, row => row.Under(model));
        var arrived = await arriving;
        var rows = costs.Select(row => row.Value).Union(credits.Keys).Union(arrived.Keys).Select(value =>
        {
            var credit = credits.GetValueOrDefault(value);
            return (costs.Find(row => row.Value == value) ?? new SpendRow(value, 0, null, null, 0, 0, 0)) with
            {
                Orders = credit?.Orders ?? 0,
                Revenue = credit?.Revenue ?? 0,
                NewCustomers = arrived.GetValueOrDefault(value),
            };
        }).ToList();
        var days = await dayByDay;
        return new(rows, costs.Sum(row => row.Cost), days.Sum(day => day.Revenue), arrived.Values.Sum(), days);
    }

    private async Task<IReadOnlyList<SpendDay>> DaysAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken) =>
        await database.ListAsync(
        tenantId,
        """
        select d::date, coalesce((select sum(s.cost) from ad_spend s where s.tenant_id = $1 and s.day = d::date), 0),
               coalesce((select sum(r.gross - r.discounts) from sales_rollups r where r.tenant_id = $1 and r.basis = 'order'
                 and r.dimension = 'all' and r.day = d::date), 0)
        from generate_series($2::date::timestamp, $3::date::timestamp, interval '1 day') d order by 1
        """,
        [range.From, range.To], row =>
            new SpendDay(row.GetFieldValue<DateOnly>(0), row.GetDecimal(1), row.GetDecimal(2)), cancellationToken);
}
