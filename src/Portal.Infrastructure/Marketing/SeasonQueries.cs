using Portal.Domain.Seasons;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Marketing;

/// <summary>The store's special days, and how it traded on them.</summary>
public sealed class SeasonQueries(PortalDatabase database, TimeProvider time)
{
    private const int DaysBack = 760;
    private const int DaysAhead = 120;

    /// <summary>Seasons from two years back to four months ahead, with the trade of each day that is known.</summary>
    public async Task<SeasonReport> FindAsync(CurrentStore store, CancellationToken cancellationToken = default)
    {
        var clock = StoreClock.For(store.TimeZone);
        var today = clock.Day(time.GetUtcNow());
        var (from, to) = (today.AddDays(-DaysBack), today.AddDays(DaysAhead));
        var own = await database.ListAsync(
            store.TenantId, "select code, name, starts_on, ends_on from seasons where tenant_id = $1 and ends_on >= $2 and starts_on <= $3 order by starts_on", [from, to],
            // Those of one name are compared with each other.
            row => new Season(row.GetString(1), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3), IsOwn: true), cancellationToken);
        var days = await database.ListAsync(
            store.TenantId,
            """
            select (bucket at time zone $4)::date, revenue, orders from traffic_rollups
            where tenant_id = $1 and grain = 'day' and dimension = 'all' and is_bot = false and bucket >= $2 and bucket < $3
            """,
            [clock.StartOf(from), clock.StartOf(today.AddDays(1)), store.TimeZone],
            row => (Day: row.GetFieldValue<DateOnly>(0), Trade: new TradeDay(row.GetDecimal(1), row.GetInt64(2))), cancellationToken);
        var trade = days.GroupBy(day => day.Day).ToDictionary(day => day.Key, day => new TradeDay(day.Sum(part => part.Trade.Revenue), day.Sum(part => part.Trade.Orders)));
        var known = trade.Count == 0 ? today.AddDays(1) : trade.Keys.Min();
        for (var day = known; day <= today; day = day.AddDays(1))
            trade.TryAdd(day, default);
        var results = SeasonResult.Of(SeasonCalendar.Of(store.Country, from, to).Concat(own), trade, known, today);
        return new([.. results.Where(result => result.Season.End >= known)], SeasonResult.Weekdays(trade), today);
    }
}

/// <summary>A store's seasons, the latest first, and what its weekdays bring.</summary>
public sealed record SeasonReport(IReadOnlyList<SeasonResult> Seasons, IReadOnlyList<(DayOfWeek Weekday, decimal Index)> Weekdays, DateOnly Today);
