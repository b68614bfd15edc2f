using Portal.Domain.Marketing;
using Xunit;

namespace Portal.Domain.Tests.Marketing;

public sealed class LikeForLikeTests
{
    private static readonly DateOnly Known = new(2025, 1, 1);

    // Lebaran began on 31 March 2025 and, by the calendar, on 20 March 2026.
    private static readonly Season[] Seasons = [new("lebaran", "Lebaran", new(2026, 3, 20), new(2026, 3, 26)),
        new("lebaran", "Lebaran", new(2025, 3, 31), new(2025, 4, 6))];

    [Fact]
    public void Of_DayOfAFeast_IsMatchedWithTheSameDayOfTheFeastBefore()
    {
        var trade = new Dictionary<DateOnly, TradeDay>
        {
            [new(2026, 3, 22)] = new(300, 3),
            [new(2025, 3, 22)] = new(100, 1),
            [new(2025, 3, 23)] = new(120, 1),
            [new(2025, 4, 2)] = new(200, 2)
        };

        var results = LikeForLike.Of(new(new(2026, 3, 22), new(2026, 3, 22)), trade, Known, Seasons);

        // 22 March 2026 is the third day of the feast and a Sunday.
        Assert.Equal(
            [(LikeForLikeMatch.Date, 100m, 2m), (LikeForLikeMatch.Weekday, 120m, 1.5m), (LikeForLikeMatch.Holiday, 200m, 0.5m)],
            results.Select(result => (result.Match, result.Before, result.Growth!.Value)));
    }

    [Fact]
    public void Of_DayThatWasAFeastAYearBefore_IsLeftOutOnBothSides()
    {
        var trade = new Dictionary<DateOnly, TradeDay>
        {
            [new(2026, 4, 1)] = new(50, 1),
            [new(2026, 4, 9)] = new(60, 1),
            [new(2025, 4, 2)] = new(500, 5),
            [new(2025, 4, 10)] = new(40, 1)
        };

        var result = LikeForLike.Of(new(new(2026, 4, 1), new(2026, 4, 9)), trade, Known, Seasons)
            .Single(known => known.Match == LikeForLikeMatch.Holiday);

        // 1 to 5 April were days of the feast 52 weeks before.
        Assert.Equal(4, result.Days);
        Assert.Equal((60m, 40m, 0.5m), (result.Now, result.Before, result.Growth));
    }

    [Fact]
    public void Of_BeforeTradeIsKnown_HasNothingToCompareWith()
    {
        var results = LikeForLike.Of(new(new(2025, 3, 1), new(2025, 3, 9)),
            new Dictionary<DateOnly, TradeDay> { [new(2025, 3, 2)] = new(9, 1) }, Known, Seasons);

        Assert.All(results, result => Assert.Equal((0, null), (result.Days, result.Growth)));
    }

    [Fact]
    public void LikeForLike_FeastOnAnotherWeekday_IsWeighedByWhatWeekdaysBring()
    {
        // Sundays bring twice what other days bring, and so did the fair on a Sunday against the one on a Wednesday: no growth.
        var (known, today) = (new DateOnly(2025, 11, 3), new DateOnly(2026, 11, 2));
        var trade = Enumerable.Range(0, today.DayNumber - known.DayNumber).Select(known.AddDays)
            .ToDictionary(day => day, day => new TradeDay(day.DayOfWeek == DayOfWeek.Sunday ? 200 : 100, 1));
        Season[] times = [new("fair", "Fair", new(2025, 12, 3), new(2025, 12, 3)), new("fair", "Fair", new(2026, 10, 4), new(2026, 10, 4))];
        trade[times[0].Start] = new(100, 1);
        trade[times[1].Start] = new(200, 1);

        var latest = SeasonResult.Of(times, trade, known, today)[0];

        Assert.Equal(1m, (latest.ADay / latest.Before!.ADay) - 1);
        Assert.Equal(0m, Math.Round(latest.LikeForLike!.Value, 6));
    }

    [Fact]
    public void Curve_OfTwoTimes_LiesOverEachOtherAtTheFirstDay()
    {
        var trade = new Dictionary<DateOnly, TradeDay> { [new(2026, 3, 20)] = new(7, 1), [new(2025, 3, 31)] = new(5, 1) };

        var curves = SeasonCurve.Of(Seasons, trade, Known, new(2026, 3, 22));

        Assert.Equal([7m, 5m], curves.Select(curve => curve.Values[SeasonCurve.Lead]));
        Assert.All(curves, curve => Assert.Equal(21, curve.Values.Count));
        // Today is not over yet.
        Assert.Null(curves[0].Values[SeasonCurve.Lead + 2]);
        Assert.Equal(0, curves[1].Values[SeasonCurve.Lead + 2]);
    }
}
