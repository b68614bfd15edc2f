using Portal.Domain.Analytics;
using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Analytics;

public sealed class AnalyticsRangeTests
{
    [Fact]
    public void Standard_Today_IsTheLastTwentyEightDays()
    {
        var days = AnalyticsRange.Default(new(2026, 11, 19));

        Assert.Equal(new DayRange(new(2026, 10, 23), new(2026, 11, 19)), days);
        Assert.Equal(28, days.Days);
    }

    [Fact]
    public void Ends_StoreEastOfUtc_AreTheStoresMidnights()
    {
        var range = Range("Asia/Jakarta", new(2026, 11, 18), new(2026, 11, 19));

        Assert.Equal(new DateTimeOffset(2026, 11, 17, 17, 0, 0, TimeSpan.Zero), range.Start);
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 17, 0, 0, TimeSpan.Zero), range.End);
    }

    [Fact]
    public void Before_SevenDays_AreTheSevenDaysBefore() => Assert.Equal(
        Range("Europe/Berlin", new(2026, 11, 6), new(2026, 11, 12)), Range("Europe/Berlin", new(2026, 11, 13), new(2026, 11, 19)).Before);

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-11-19", 24)]
    public void Buckets_OneDay_AreItsHours(string day, int hours)
    {
        var buckets = Range("Europe/Berlin", DateOnly.Parse(day, null), DateOnly.Parse(day, null)).Buckets();

        Assert.Equal(hours, buckets.Count);
        Assert.All(buckets.Zip(buckets.Skip(1)), pair => Assert.Equal(TimeSpan.FromHours(1), pair.Second - pair.First));
    }

    [Fact]
    public void Buckets_ThreeDaysOverAClockChange_AreMidnights()
    {
        var range = Range("Europe/Berlin", new(2026, 10, 24), new(2026, 10, 26));

        Assert.Equal("day", range.Grain);
        Assert.Equal(
            [new(2026, 10, 23, 22, 0, 0, TimeSpan.Zero), new(2026, 10, 24, 22, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero)],
            range.Buckets());
    }

    [Fact]
    public void Bots_LeftOutUnlessAskedFor()
    {
        var range = Range("UTC", new(2026, 1, 1), new(2026, 1, 1));

        Assert.Equal([false], range.Bots);
        Assert.Equal([false, true], (range with { IncludeBots = true }).Bots);
    }

    private static AnalyticsRange Range(string zone, DateOnly from, DateOnly to) => new(new(from, to), zone);
}
