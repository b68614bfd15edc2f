using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Orders;

public sealed class SteadyWeeksTests
{
    // 2 March 2026 is a Monday.
    [Theory]
    [InlineData("2026-03-02", "2026-03-29", "2025-12-29", "2026-03-23")] // four weeks: as many as are needed
    [InlineData("2026-03-02", "2026-03-28", "2025-12-22", "2026-03-16")] // the last week is not whole
    [InlineData("2025-10-01", "2026-03-29", "2025-10-06", "2026-03-23")] // its own 25 weeks
    [InlineData("2025-03-01", "2026-03-29", "2025-09-29", "2026-03-23")] // no more than 26
    public void Of_Range_AreWholeWeeksUpToItsEnd(string from, string to, string first, string last)
    {
        var weeks = SteadyWeeks.Of(DayRange.Parse(from, to)!);

        Assert.Equal((DateOnly.Parse(first, null), DateOnly.Parse(last, null)), weeks);
    }
}
