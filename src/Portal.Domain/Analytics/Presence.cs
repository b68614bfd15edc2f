namespace Portal.Domain.Analytics;

/// <summary>
/// The days on which somebody was there, as cells that can be added up over people: sums of them are the different people
/// of any range of days and the cohorts of retention.
/// </summary>
public static class Presence
{
    /// <summary>A day somebody came, since the day before it on which she came; <see cref="DateOnly.MinValue"/> on her first.</summary>
    public const string Return = "return";

    /// <summary>A day somebody came, since her first one.</summary>
    public const string Day = "day";

    /// <summary>The Monday of a week somebody came in, since that of her first one.</summary>
    public const string Week = "week";

    /// <summary>The last day somebody came, since her first one.</summary>
    public const string Last = "last";

    /// <summary>The cells of one person.</summary>
    /// <param name="days">With whether it was a bot that came; in any order, and more than once where several browsers came.</param>
    public static IEnumerable<PresenceCell> Of(IReadOnlyCollection<(DateOnly Day, bool IsBot)> days) =>
        OneWay(days, withBots: false).Concat(OneWay(days, withBots: true));

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static IEnumerable<PresenceCell> OneWay(IEnumerable<(DateOnly Day, bool IsBot)> days, bool withBots)
    {
        var counted = days.Where(day => withBots || !day.IsBot).Select(day => day.Day).Distinct().Order().ToList();
        if (counted.Count == 0)
        {
            yield break;
        }

        var first = counted[0];
        for (var index = 0; index < counted.Count; index++)
        {
            yield return new(Return, withBots, counted[index], index == 0 ? DateOnly.MinValue : counted[index - 1]);
            yield return new(Day, withBots, counted[index], first);
        }

        foreach (var week in counted.Select(WeekOf).Distinct())
        {
            yield return new(Week, withBots, week, WeekOf(first));
        }

        yield return new(Last, withBots, counted[^1], first);
    }
}

/// <summary>Where one person is counted.</summary>
public readonly record struct PresenceCell(string Kind, bool WithBots, DateOnly Day, DateOnly Since);
