using Portal.Domain.Marketing;
using Xunit;

namespace Portal.Domain.Tests.Marketing;

public sealed class SeasonCalendarTests
{
    [Theory]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2019-04-21")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2038-04-25")]
    public void Easter_OfKnownYears_IsThatOfTheAlmanac(string day)
    {
        var known = Day(day);

        Assert.Equal(known, Easter.Sunday(known.Year));
    }

    [Theory]
    [InlineData("2020-11-27")]
    [InlineData("2023-11-24")]
    [InlineData("2024-11-29")]
    [InlineData("2025-11-28")]
    [InlineData("2026-11-27")]
    public void BlackFriday_OfKnownYears_IsTheDayAfterThanksgiving(string day) =>
        Assert.Equal(Day(day), SeasonCalendar.BlackFriday(Day(day).Year));

    [Theory]
    [InlineData("ID", "lebaran", "2022-05-02")]
    [InlineData("ID", "lebaran", "2023-04-22")]
    [InlineData("ID", "lebaran", "2025-03-31")]
    [InlineData("ID", "ramadan", "2024-03-12")]
    [InlineData("MY", "lebaran", "2024-04-10")]
    [InlineData("US", "thanksgiving", "2026-11-26")]
    [InlineData("US", "labor-day", "2025-09-01")]
    [InlineData("GB", "mothers-day", "2026-03-15")]
    [InlineData("GB", "summer-bank-holiday", "2026-08-31")]
    [InlineData("DE", "mothers-day", "2026-05-10")]
    [InlineData("DE", "11-11", "2026-11-11")]
    public void Calendar_OfACountry_HasTheSeasonBeginOnItsDay(string country, string code, string day)
    {
        var start = Day(day);

        Assert.Contains(SeasonCalendar.Of(country, new(start.Year, 1, 1), new(start.Year, 12, 31)), season => season.Code == code
            && season.Start == start);
    }

    [Fact]
    public void Ramadan_BeginningInOneYearsEnd_IsWhole()
    {
        var seasons = SeasonCalendar.Of("ID", new(2030, 12, 30), new(2031, 1, 2));

        Assert.Contains(seasons, season => season.Code == "ramadan" && season.Days is 29 or 30);
        Assert.Contains(seasons, season => season.Code == "payday" && season.Start == new DateOnly(2030, 12, 25)
            && season.End == new DateOnly(2031, 1, 1));
    }

    [Fact]
    public void Calendar_OfARange_HasOnlyWhatTouchesIt()
    {
        var seasons = SeasonCalendar.Of("FR", new(2026, 11, 11), new(2026, 11, 28));

        Assert.Equal(["11-11", "black-friday"], seasons.Select(season => season.Code));
    }

    [Fact]
    public void Results_OfASeason_CompareLikeWeekdaysAndTheYearBefore()
    {
        var known = new DateOnly(2025, 1, 1);
        var today = new DateOnly(2026, 11, 30);
        // 100 a day, 200 on Sundays; on 11.11 of 2025 300, of 2026 400.
        var trade = Enumerable.Range(0, today.DayNumber - known.DayNumber + 1).Select(known.AddDays)
            .ToDictionary(day => day, day => new TradeDay(day switch
            { { Month: 11, Day: 11 } => day.Year == 2025 ? 300 : 400,
                { DayOfWeek: DayOfWeek.Sunday } => 200,
                _ => 100
            }, 1));

        var results = SeasonResult.Of(SeasonCalendar.Of("FR", known, today), trade, known, today);

        var singles = results.First(result => result.Season.Code == "11-11");
        Assert.Equal((400m, 1L, 1, 4m, 300m), (singles.Revenue, singles.Orders, singles.Days, singles.Index!.Value,
            singles.Before!.Revenue));
        var easter = results.First(result => result.Season.Code == "easter");
        Assert.Equal(1, easter.Index);
        Assert.Null(results.Last(result => result.Season.Code == "new-year").Index);
        Assert.Equal(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
            SeasonResult.WeekdayIndices(trade).Select(weekday => weekday.Weekday.ToString()));
    }

    [Fact]
    public void Results_OfASeasonToCome_AreEmpty()
    {
        var season = new Season("sale", "Sale", new(2027, 1, 1), new(2027, 1, 3), IsOwn: true);

        var result = Assert.Single(SeasonResult.Of([season], new Dictionary<DateOnly, TradeDay>(), new(2026, 1, 1), new(2026, 12, 1)));

        Assert.Equal((0, null, null), (result.Days, result.ADay, result.Index));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}
