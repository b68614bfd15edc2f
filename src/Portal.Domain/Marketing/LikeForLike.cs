using Portal.Domain.Shared.Text;

namespace Portal.Domain.Marketing;

/// <summary>How days are matched with those of a year before.</summary>
public enum LikeForLikeMatch
{
    /// <summary>The same day of the month: 17 August with 17 August.</summary>
    Date,

    /// <summary>The same weekday 52 weeks before.</summary>
    Weekday,

    /// <summary>
    /// Days of a feast with the same days of it a year before, wherever they lay; others with the same weekday 52 weeks before.
    /// </summary>
    Holiday,
}

/// <summary>Some days against a year before under one way of matching.</summary>
/// <param name="Days">Days that have a match; the others are left out on both sides.</param>
public sealed record LikeForLike(LikeForLikeMatch Match, int Days, decimal Now, decimal Before)
{
    private const int Year = 364;

    // A feast of the lunar year comes 354 days later, Easter up to five weeks earlier or later.
    private const int Earliest = 320;
    private const int Latest = 410;

    /// <summary>Null when nothing was sold a year before.</summary>
    public decimal? Growth => Before > 0 ? (Now / Before) - 1 : null;

    /// <summary>The days under every way of matching.</summary>
    /// <param name="known">The first day of which trade is known.</param>
    /// <param name="seasons">The seasons around both years; those that lie on other days each year are followed, and so are the store's
    /// own.</param>
    public static IReadOnlyList<LikeForLike> Of(
        DayRange range, IReadOnlyDictionary<DateOnly, TradeDay> trade, DateOnly known, IReadOnlyList<Season> seasons) =>
    [
        .. Enum.GetValues<LikeForLikeMatch>().Select(match =>
        {
            var pairs = range.Each().Where(day => day >= known).Select(day => (Day: day, Match: MatchOf(day, match, seasons)))
                .Where(pair => pair.Match >= known).ToList();
            return new LikeForLike(match, pairs.Count, pairs.Sum(pair => trade.GetValueOrDefault(pair.Day).Revenue),
                pairs.Sum(pair => trade.GetValueOrDefault(pair.Match!.Value).Revenue));
        }),
    ];

    private static DateOnly? MatchOf(DateOnly day, LikeForLikeMatch match, IReadOnlyList<Season> seasons) => match switch
    {
        LikeForLikeMatch.Date => day.AddYears(-1),
        LikeForLikeMatch.Weekday => day.AddDays(-Year),
        LikeForLikeMatch.Holiday => HolidayOf(day, seasons),
        _ => throw new ArgumentOutOfRangeException(nameof(match), match, null),
    };

    // A day without a feast is not matched with one that had one.
    private static DateOnly? HolidayOf(DateOnly day, IReadOnlyList<Season> seasons)
    {
        if (Feast(day, seasons) is not { } feast)
            return Feast(day.AddDays(-Year), seasons) is null ? day.AddDays(-Year) : null;
        var before = seasons.Where(season => season.Code == feast.Code
            && feast.Start.DayNumber - season.Start.DayNumber is >= Earliest and <= Latest)
            .MinBy(season => Math.Abs(feast.Start.DayNumber - season.Start.DayNumber - Year));
        var match = before?.Start.AddDays(day.DayNumber - feast.Start.DayNumber);
        return match <= before?.End ? match : null;
    }

    // The shortest one: Lebaran's first day counts as such, not as one of a longer season around it.
    private static Season? Feast(DateOnly day, IReadOnlyList<Season> seasons) =>
        seasons.Where(season => season.Contains(day)).OrderBy(season => season.Days).FirstOrDefault();
}
