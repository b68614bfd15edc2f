using Portal.Domain.Billing;
using Xunit;

namespace Portal.Domain.Tests.Billing;

public sealed class MonthlyQuotaTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Plan Plan = new("test", "Test", 1_000, null, 30);

    [Theory]
    [InlineData(0, QuotaState.Within)]
    [InlineData(999, QuotaState.Within)]
    [InlineData(1_000, QuotaState.Grace)]
    [InlineData(1_199, QuotaState.Grace)]
    [InlineData(1_200, QuotaState.Exceeded)]
    public void Of_JustCrossed_GoesByTheEvents(long used, QuotaState state) =>
        Assert.Equal(state, MonthlyQuota.Of(Plan, used, null, Now).State);

    [Theory]
    [InlineData(-6.99, QuotaState.Grace)]
    [InlineData(-7, QuotaState.Exceeded)]
    public void Of_CrossedAWhileAgo_GoesByTheDays(double days, QuotaState state) =>
        Assert.Equal(state, MonthlyQuota.Of(Plan, 1_010, Now.AddDays(days), Now).State);

    [Fact]
    public void Of_Grace_SaysWhenItEndsAndWhenTheMonthDoes()
    {
        var standing = MonthlyQuota.Of(Plan, 1_100, Now.AddDays(-2), Now);

        Assert.Equal(Now.AddDays(5), standing.GraceEndsAt);
        Assert.Equal(new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), standing.ResetsAt);
        Assert.Equal(1.1m, standing.Share);
    }

    [Fact]
    public void Of_PlanWithoutQuota_IsAlwaysWithin()
    {
        var standing = MonthlyQuota.Of(PlanCatalogue.Unmetered, long.MaxValue, Now.AddYears(-1), Now);

        Assert.Equal((QuotaState.Within, (decimal?)null), (standing.State, standing.Share));
    }

    [Theory]
    [InlineData("2026-12-31T23:59:59Z", "2026-12-01", "2027-01-01T00:00:00Z")]
    [InlineData("2027-01-01T01:00:00+02:00", "2026-12-01", "2027-01-01T00:00:00Z")]
    public void Month_AnyZone_IsTheCalendarsInUtc(string now, string month, string next)
    {
        var instant = DateTimeOffset.Parse(now, null);

        Assert.Equal(DateOnly.Parse(month, null), MonthlyQuota.MonthOf(instant));
        Assert.Equal(DateTimeOffset.Parse(next, null), MonthlyQuota.NextMonth(instant));
    }

    [Fact]
    public void Expected_TenDaysOfThirty_IsThreeTimesAsMuch()
    {
        Assert.Equal(3_000, MonthlyQuota.Expected(1_000, new(2026, 6, 11, 0, 0, 0, TimeSpan.Zero)));
        Assert.Null(MonthlyQuota.Expected(1_000, new(2026, 6, 1, 23, 59, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(499, null)]
    [InlineData(500, 50)]
    [InlineData(799, 50)]
    [InlineData(800, 80)]
    [InlineData(999, 90)]
    [InlineData(5_000, 100)]
    public void WarningAt_Share_IsTheHighestReached(long used, int? percent) => Assert.Equal(percent, MonthlyQuota.WarningAt(used, 1_000));
}
