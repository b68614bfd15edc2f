using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Shared.Text;

public sealed class StoreClockTests
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 19, 20, 32, 8, TimeSpan.Zero);

    [Fact]
    public void Jakarta_ReadsTheNextDayWithItsZone()
    {
        var clock = StoreClock.For("Asia/Jakarta");

        Assert.Equal("03:32:08 WIB", clock.SecondWithZone(Instant));
        Assert.Equal("20 Nov, 03:32", clock.DayAndMinute(Instant));
        Assert.Equal("20 Nov 2026, 03:32 WIB", clock.Full(Instant));
        Assert.Equal("Friday 20 November 2026", clock.LongDay(Instant));
        Assert.Equal(new DateOnly(2026, 11, 20), clock.Day(Instant));
    }

    [Theory]
    [InlineData("Europe/Berlin", 1, "CET")]
    [InlineData("Europe/Berlin", 7, "CEST")]
    [InlineData("Europe/London", 7, "BST")]
    [InlineData("America/New_York", 1, "EST")]
    [InlineData("Asia/Kathmandu", 1, "UTC+5:45")]
    [InlineData("America/Sao_Paulo", 1, "UTC−3")]
    [InlineData("No/Where", 1, "UTC")]
    public void Zone_FollowsTheSeason(string zone, int month, string expected) =>
        Assert.Equal(expected, StoreClock.For(zone).Zone(new DateTimeOffset(2026, month, 15, 12, 0, 0, TimeSpan.Zero)));
}
