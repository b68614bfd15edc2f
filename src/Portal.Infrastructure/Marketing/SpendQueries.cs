using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Marketing;

/// <summary>What advertising costs and brings, by the same attribution as analytics.</summary>
public sealed class SpendQueries(PortalDatabase database, AttributionQueries attribution)
{
    /// <summary>What cost can be told apart by.</summary>
    public static readonly IReadOnlyList<string> Dimensions = [TrafficDimensions.Channel, TrafficDimensions.Source, TrafficDimensions.Campaign];

    private const int LookbackDays = 30;

    // A person's first order of all; what is known of persons' orders is what events tell.
    private const string Newcomers = """
        select o.{0}, count(*)::bigint from event_orders o
        where o.tenant_id = $1 and o.day between $2 and $3 and o.is_bot = any ($4)
          and not exists (select from event_orders e where e.tenant_id = $1 and e.person = o.person and e.occurred_at < o.occurred_at)
        group by 1
        """;

    /// <param name="dimension">One of <see cref="Dimensions"/>.</param>
    /// <param name="model">How orders are credited; visits of the 30 days before count.</param>
    public async Task<SpendReport> FindAsync(Guid tenantId, AnalyticsRange range, string dimension, AttributionModel model, CancellationToken cancellationToken = default)
    {
        var column = Dimensions.Contains(dimension) ? dimension : throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null);
        var costs = await database.ListAsync(
            tenantId, $"select {column}, sum(cost), sum(impressions)::bigint, sum(clicks)::bigint from ad_spend where tenant_id = $1 and day between $2 and $3 group by 1", [range.From, range.To],
            row => new SpendRow(row.GetString(0), row.GetDecimal(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), 0, 0, 0), cancellationToken);
        var newcomers = await database.ListAsync(
            tenantId, Newcomers.Replace("{0}", column, StringComparison.Ordinal), [range.From, range.To, range.Bots], row => (Value: row.Text(0) ?? "", Count: row.GetInt64(1)), cancellationToken);
        var credits = (await attribution.FindAsync(tenantId, range, column, LookbackDays, cancellationToken)).ToDictionary(row => row.Value, row => row.Under(model));
        var arrived = newcomers.ToDictionary(entry => entry.Value, entry => entry.Count);
        var rows = costs.Select(row => row.Value).Union(credits.Keys).Union(arrived.Keys).Select(value =>
        {
            var credit = credits.GetValueOrDefault(value);
            return (costs.Find(row => row.Value == value) ?? new SpendRow(value, 0, null, null, 0, 0, 0)) with
            {
                Orders = credit?.Orders ?? 0, Revenue = credit?.Revenue ?? 0, NewCustomers = arrived.GetValueOrDefault(value),
            };
        }).ToList();
        return new(rows, costs.Sum(row => row.Cost), credits.Values.Sum(credit => credit.Revenue), newcomers.Sum(entry => entry.Count), await DaysAsync(tenantId, range, cancellationToken));
    }

    private async Task<IReadOnlyList<SpendDay>> DaysAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken) => await database.ListAsync(
        tenantId,
        """
        select d::date, coalesce((select sum(s.cost) from ad_spend s where s.tenant_id = $1 and s.day = d::date), 0),
               coalesce((select sum(o.revenue) from event_orders o where o.tenant_id = $1 and o.day = d::date and o.is_bot = any ($4)), 0)
        from generate_series($2::date::timestamp, $3::date::timestamp, interval '1 day') d order by 1
        """,
        [range.From, range.To, range.Bots], row => new SpendDay(row.GetFieldValue<DateOnly>(0), row.GetDecimal(1), row.GetDecimal(2)), cancellationToken);
}
