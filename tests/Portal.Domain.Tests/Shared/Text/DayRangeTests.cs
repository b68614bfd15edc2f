using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Shared.Text;

public sealed class DayRangeTests
{
    private static readonly DateOnly Today = new(2026, 11, 19);

    [Fact]
    public void Parse_ReadsBothEnds() =>
        Assert.Equal(new DayRange(new(2026, 11, 13), Today), DayRange.Parse("2026-11-13", "2026-11-19"));

    [Theory]
    [InlineData(null, "2026-11-19")]
    [InlineData("2026-11-20", "2026-11-19")]
    [InlineData("19.11.2026", "2026-11-19")]
    [InlineData("2026-02-30", "2026-11-19")]
    public void Parse_SenselessEnds_IsNull(string? from, string? to) => Assert.Null(DayRange.Parse(from, to));

    [Fact]
    public void Name_IsThePresetOrTheDays()
    {
        Assert.Equal("Today", new DayRange(Today, Today).Name(Today));
        Assert.Equal("Last 7 days", new DayRange(Today.AddDays(-6), Today).Name(Today));
        Assert.Equal("3 – 9 Nov 2026", new DayRange(new(2026, 11, 3), new(2026, 11, 9)).Name(Today));
        Assert.Equal("28 Oct – 3 Nov 2026", new DayRange(new(2026, 10, 28), new(2026, 11, 3)).Name(Today));
        Assert.Equal("30 Dec 2025 – 2 Jan 2026", new DayRange(new(2025, 12, 30), new(2026, 1, 2)).Name(Today));
    }

    [Fact]
    public void Before_IsAsLongAndEndsTheDayBefore() =>
        Assert.Equal(new DayRange(new(2026, 11, 6), new(2026, 11, 12)), new DayRange(new(2026, 11, 13), Today).Before);

    [Theory]
    [InlineData("2026-01-01", "2026-03-31", "+months 2026-01-01..2026-03-31")]
    [InlineData("2025-12-20", "2026-03-04", "+months 2026-01-01..2026-02-28 +days 2025-12-20..2025-12-31 +days 2026-03-01..2026-03-04")]
    [InlineData("2025-12-04", "2026-03-25", "+months 2025-12-01..2026-03-31 -days 2025-12-01..2025-12-03 -days 2026-03-26..2026-03-31")]
    [InlineData("2026-01-01", "2026-02-27", "+months 2026-01-01..2026-02-28 -days 2026-02-28..2026-02-28")]
    [InlineData("2026-01-02", "2026-01-30", "+months 2026-01-01..2026-01-31 -days 2026-01-01..2026-01-01 -days 2026-01-31..2026-01-31")]
    [InlineData("2026-01-25", "2026-02-05", "+days 2026-01-25..2026-02-05")]
    [InlineData("2026-02-10", "2026-02-10", "+days 2026-02-10..2026-02-10")]
    public void ByMonths_OfARange_AreMonthsAndDaysAddedOrTakenAway(string from, string to, string parts) =>
        Assert.Equal(parts, string.Join(' ', DayRange.Parse(from, to)!.ByMonths()
            .Select(part => $"{(part.Sign > 0 ? '+' : '-')}{(part.IsMonths ? "months" : "days")} {Words(part.Days)}")));

    [Fact]
    public void ByMonths_OfAnyRange_CountEachOfItsDaysOnceAndNoOther()
    {
        var random = new Random(7);
        for (var tries = 0; tries < 500; tries++)
        {
            var from = new DateOnly(2024, 1, 1).AddDays(random.Next(400));
            var range = new DayRange(from, from.AddDays(random.Next(500)));

            var counted = range.ByMonths().SelectMany(part => part.Days.Each().Select(day => (Day: day, part.Sign)))
                .GroupBy(day => day.Day, day => day.Sign).Where(day => day.Sum() != 0).ToList();

            Assert.Equal(range.Each(), counted.Select(day => day.Key).Order());
            Assert.All(counted, day => Assert.Equal(1, day.Sum()));
            Assert.All(range.ByMonths(), part => Assert.True(part.IsMonths ? part.Days.From.Day == 1
                && part.Days.To.AddDays(1).Day == 1 : range.ByMonths().Count == 1 || part.Days.Days <= 15));
        }
    }

    private static string Words(DayRange range) => $"{range.From:yyyy-MM-dd}..{range.To:yyyy-MM-dd}";
}
