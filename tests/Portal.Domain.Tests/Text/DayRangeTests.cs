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
}
