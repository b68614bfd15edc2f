namespace Portal.Domain.Marketing;

/// <summary>A day's trade.</summary>
public readonly record struct TradeDay(decimal Revenue, long Orders);

/// <summary>How a season went.</summary>
/// <param name="Revenue">Of its days so far.</param>
/// <param name="Days">Days of it that have begun.</param>
/// <param name="Index">Revenue a day against the like days of the four weeks before; 1 is no difference, null without any.</param>
/// <param name="Before">The same season a time before; null when nothing is known of it.</param>
public sealed record SeasonResult(Season Season, decimal Revenue, long Orders, int Days, decimal? Index, SeasonResult? Before)
{
    private const int WeeksBefore = 4;

    /// <summary>
    /// What its days so far would bring of a usual day's revenue, by their weekdays; 0 when nothing is known of weekdays.
    /// </summary>
    public decimal Weekdays { get; init; }

    /// <summary>
    /// Growth against the season before, like for like: each one's revenue divided by what its weekdays usually bring, so that a feast
    /// that fell on a Sunday is compared fairly with one on a Wednesday. Null when either is not known.
    /// </summary>
    public decimal? LikeForLike =>
        Weekdays > 0 && Before is { Weekdays: > 0, Revenue: > 0 } before ? (Revenue / Weekdays / (before.Revenue / before.Weekdays)) - 1
        : null;

    /// <summary>Revenue of each of its days; null before it begins.</summary>
    public decimal? ADay => Days > 0 ? Revenue / Days : null;

    /// <summary>Works every season out, the latest first.</summary>
    /// <param name="trade">What is known of each day.</param>
    /// <param name="known">The first day of which trade is known.</param>
    public static IReadOnlyList<SeasonResult> Of(
        IEnumerable<Season> seasons, IReadOnlyDictionary<DateOnly, TradeDay> trade, DateOnly known, DateOnly today)
    {
        var results = new List<SeasonResult>();
        var usual = WeekdayIndices(trade).ToDictionary(weekday => weekday.Weekday, weekday => weekday.Index);
        foreach (var season in seasons.OrderBy(season => season.Start))
        {
            var days = Enumerable.Range(0, season.Days).Select(season.Start.AddDays).Where(day => day >= known && day <= today).ToList();
            var (revenue, orders) = (days.Sum(day => trade.GetValueOrDefault(day).Revenue),
                days.Sum(day => trade.GetValueOrDefault(day).Orders));
            results.Add(new(season, revenue, orders, days.Count, IndexOf(season, days, trade, known),
                results.FindLast(before => before.Season.Code == season.Code && before.Days == before.Season.Days))
            {
                Weekdays = days.Sum(day => usual.GetValueOrDefault(day.DayOfWeek)),
            });
        }

        results.Reverse();
        return results;
    }

    // Like days: the same weekdays of the four weeks before the season began, so that a weekend is compared with weekends.
    private static decimal? IndexOf(Season season, List<DateOnly> days, IReadOnlyDictionary<DateOnly, TradeDay> trade, DateOnly known)
    {
        if (season.Start.AddDays(-7 * WeeksBefore) < known || days.Count == 0)
            return null;
        var usual = Enumerable.Range(1, 7 * WeeksBefore).Select(back => season.Start.AddDays(-back)).GroupBy(day => day.DayOfWeek)
            .ToDictionary(weekday => weekday.Key, weekday => weekday.Average(day => trade.GetValueOrDefault(day).Revenue));
        var expected = days.Sum(day => usual[day.DayOfWeek]);
        return expected > 0 ? days.Sum(day => trade.GetValueOrDefault(day).Revenue) / expected : null;
    }

    /// <summary>Each weekday's mean revenue against the mean of all; Monday first.</summary>
    public static IReadOnlyList<(DayOfWeek Weekday, decimal Index)> WeekdayIndices(IReadOnlyDictionary<DateOnly, TradeDay> trade)
    {
        if (trade.Count == 0 || trade.Values.All(day => day.Revenue == 0))
            return [];
        var mean = trade.Values.Average(day => day.Revenue);
        return [.. trade.GroupBy(day => day.Key.DayOfWeek).OrderBy(weekday => ((int)weekday.Key + 6) % 7)
            .Select(weekday => (weekday.Key, weekday.Average(day => day.Value.Revenue) / mean))];
    }
}
