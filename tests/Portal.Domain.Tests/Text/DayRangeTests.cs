using Portal.Domain.Text;
using Xunit;

namespace Portal.Domain.Tests.Text;

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
    [InlineData("2026-01-01", "2026-03-31", "2026-01-01..2026-03-31", "")]
    [InlineData("2025-12-20", "2026-03-04", "2026-01-01..2026-02-28", "2025-12-20..2025-12-31 2026-03-01..2026-03-04")]
    [InlineData("2026-01-01", "2026-02-27", "2026-01-01..2026-01-31", "2026-02-01..2026-02-27")]
    [InlineData("2026-01-02", "2026-02-28", "2026-02-01..2026-02-28", "2026-01-02..2026-01-31")]
    [InlineData("2026-01-02", "2026-02-27", "", "2026-01-02..2026-02-27")]
    [InlineData("2026-02-10", "2026-02-10", "", "2026-02-10..2026-02-10")]
    public void ByMonths_OfARange_AreItsWholeMonthsAndTheDaysBeside(string from, string to, string months, string beside)
    {
        var split = DayRange.Parse(from, to)!.ByMonths();

        Assert.Equal(months, Words(split.Months));
        Assert.Equal(beside, string.Join(' ', split.Beside.Select(Words)));
    }

    private static string Words(DayRange? range) => range is null ? "" : $"{range.From:yyyy-MM-dd}..{range.To:yyyy-MM-dd}";
}
