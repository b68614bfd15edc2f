using Portal.Domain.Analytics.Retention;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Retention;

public sealed class RetentionGridTests
{
    private static readonly RetentionQuestion Days = new(RetentionBasis.Visit, RetentionKind.Exact, RetentionPeriod.Day);
    private static readonly DateOnly Monday = new(2026, 11, 16);

    [Fact]
    public void Of_ExactDays_CountsEachDayForItself()
    {
        var grid = RetentionGrid.Of(Days, [(Monday, 0, 10), (Monday, 1, 4), (Monday, 3, 2)], Monday.AddDays(4));

        var cohort = Assert.Single(grid.Cohorts);
        Assert.Equal([10L, 4, 0, 2, 0], cohort.Cells.Select(cell => cell.Back));
        Assert.Equal([1m, 0.4m, 0, 0.2m, 0], cohort.Cells.Select(cell => cell.Share));
    }

    [Fact]
    public void Of_Unbounded_CountsThoseWhoCameThenOrLater()
    {
        // Ten people: six last seen on their first day, three on day 1, one on day 3.
        var grid = RetentionGrid.Of(Days with { Kind = RetentionKind.Unbounded }, [(Monday, 0, 6), (Monday, 1, 3), (Monday, 3, 1)],
            Monday.AddDays(4));

        Assert.Equal([10L, 4, 1, 1, 0], Assert.Single(grid.Cohorts).Cells.Select(cell => cell.Back));
    }

    [Fact]
    public void Of_TodaysCell_IsUnfinished()
    {
        var grid = RetentionGrid.Of(Days, [(Monday, 0, 10)], Monday.AddDays(2));

        Assert.Equal([false, false, true], Assert.Single(grid.Cohorts).Cells.Select(cell => cell.IsUnfinished));
    }

    [Fact]
    public void Of_Weeks_LastUntilSunday()
    {
        var weeks = Days with { Period = RetentionPeriod.Week };

        var grid = RetentionGrid.Of(weeks, [(Monday, 0, 10), (Monday, 1, 5)], Monday.AddDays(9));

        Assert.Equal([false, true], Assert.Single(grid.Cohorts).Cells.Select(cell => cell.IsUnfinished));
        Assert.Equal(Monday, weeks.StartOf(Monday.AddDays(6)));
    }

    [Fact]
    public void Of_SeveralCohorts_AddsUpThosePeriodsThatAreOver()
    {
        var grid = RetentionGrid.Of(Days, [(Monday, 0, 10), (Monday, 1, 5), (Monday.AddDays(1), 0, 30), (Monday.AddDays(1), 1, 1)],
            Monday.AddDays(2));

        Assert.Equal((40L, 40L), (grid.All[0].People, grid.All[0].Back));
        Assert.Equal((10L, 5L), (grid.All[1].People, grid.All[1].Back));
    }

    [Fact]
    public void Of_NobodyAtAll_IsEmpty()
    {
        var grid = RetentionGrid.Of(Days, [], Monday);

        Assert.Empty(grid.Cohorts);
        Assert.Empty(grid.All);
    }
}
