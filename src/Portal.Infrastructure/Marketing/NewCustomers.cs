using System.Text.Json;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Marketing;

/// <summary>
/// Customers whose first order of all lies in a range, by what the order says it came by; each day is counted once and kept.
/// </summary>
public sealed class NewCustomers(PortalDatabase database, DailyResultCache days)
{
    // Two orders on the first day: the earlier one says it.
    private const string Arrived = """
        select day, way, count(*)::bigint from (
          select distinct on (o.customer_id) o.placed_on as day, coalesce({0}, '') as way
          from orders o
          left join event_orders e on e.tenant_id = $1 and e.order_id = o.external_id and not e.is_bot
          where o.tenant_id = $1 and o.placed_on between $2 and $3 and o.placed_at >= $4 and o.placed_at < $5
            and o.status not in ('draft', 'cancelled') and o.customer_id is not null
            and not exists (select from customer_order_days d where d.tenant_id = $1 and d.customer_id = o.customer_id
              and d.day < o.placed_on and d.orders > 0)
          order by o.customer_id, o.placed_at, o.id) n
        group by day, way
        """;

    /// <summary>How many came by each channel, source or campaign; empty where none is known.</summary>
    /// <param name="column">One of <see cref="SpendQueries.Dimensions"/>.</param>
    public async Task<IReadOnlyDictionary<string, long>> FindAsync(
        Guid tenantId, AnalyticsRange range, string column, CancellationToken cancellationToken = default)
    {
        var found = await days.FindAsync(
            tenantId, DaySubject.Orders, $"new customers {column}", range with { IncludeBots = false }, (part, token) =>
                CountAsync(tenantId, part, column, token), cancellationToken);
        return found!.Values.SelectMany(day => JsonSerializer.Deserialize<Dictionary<string, long>>(day)!).GroupBy(way => way.Key)
            .ToDictionary(way => way.Key, way => way.Sum(day => day.Value));
    }

    // Days are those that orders are booked on; placed_at has the index, and a store may have changed its time zone since.
    private async Task<IReadOnlyDictionary<DateOnly, byte[]>?> CountAsync(
        Guid tenantId, AnalyticsRange range, string column, CancellationToken cancellationToken) => (await database.ListAsync(
        tenantId, Arrived.Replace("{0}", OrderCredits.Stated(column), StringComparison.Ordinal),
        [range.From, range.To, range.Start.UtcDateTime.AddDays(-1), range.End.UtcDateTime.AddDays(1)],
        row => (Day: row.GetFieldValue<DateOnly>(0), Way: row.GetString(1), Customers: row.GetInt64(2)), cancellationToken))
        .GroupBy(row => row.Day).ToDictionary(day => day.Key, day => JsonSerializer.SerializeToUtf8Bytes(day.ToDictionary(row => row.Way,
            row => row.Customers)));
}
