using Portal.Domain.Marketing;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
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
            store.TenantId,
            "select code, name, starts_on, ends_on from seasons where tenant_id = $1 and ends_on >= $2 and starts_on <= $3 order by "
                + "starts_on", [from, to],
            // Those of one name are compared with each other.
            row => new Season(row.GetString(1), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3),
                IsOwn: true), cancellationToken);
        var trade = (await database.ListAsync(
            store.TenantId,
            "select day, gross - discounts, orders::bigint from sales_rollups where tenant_id = $1 and basis = 'order' and dimension = "
                + "'all' and day between $2 and $3", [from, today],
            row => KeyValuePair.Create(row.GetFieldValue<DateOnly>(0), new TradeDay(row.GetDecimal(1), row.GetInt64(2))),
            cancellationToken)).ToDictionary();
        var known = trade.Count == 0 ? today.AddDays(1) : trade.Keys.Min();
        for (var day = known; day <= today; day = day.AddDays(1))
            trade.TryAdd(day, default);
        var results = SeasonResult.Of(SeasonCalendar.Of(store.Country, from, to).Concat(own), trade, known, today)
            .Where(result => result.Season.End >= known).ToList();
        return new(results, SeasonResult.WeekdayIndices(trade), today) { Trade = trade, Known = known };
    }
}

/// <summary>A store's seasons, the latest first, and what its weekdays bring.</summary>
public sealed record SeasonReport(
    IReadOnlyList<SeasonResult> Seasons, IReadOnlyList<(DayOfWeek Weekday, decimal Index)> Weekdays, DateOnly Today)
{
    /// <summary>Gross sales less discounts and orders of each day from <see cref="Known"/> to today.</summary>
    public IReadOnlyDictionary<DateOnly, TradeDay> Trade { get; init; } = new Dictionary<DateOnly, TradeDay>();

    /// <summary>The first day of which trade is known.</summary>
    public DateOnly Known { get; init; } = Today;

    /// <summary>The four whole weeks up to yesterday, like for like.</summary>
    public IReadOnlyList<LikeForLike> LikeForLike =>
        Domain.Marketing.LikeForLike.Of(new(Today.AddDays(-28), Today.AddDays(-1)), Trade, Known,
        [.. Seasons.Select(result => result.Season)]);

    /// <summary>Each time of a season day by day, the latest first.</summary>
    public IReadOnlyList<SeasonCurve> Curves(string code) =>
        SeasonCurve.Of([.. Seasons.Where(result => result.Season.Code == code).Select(result => result.Season)], Trade, Known, Today);
}
