using Portal.Domain.Text;
using Xunit;

namespace Portal.Domain.Tests.Text;

public sealed class PeriodSplitTests
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-31", "2026-03-01..2026-03-01", null, null)]
    [InlineData("2026-02-15", "2026-05-03", "2026-03-01..2026-04-01", "2026-02-15..2026-02-28", "2026-05-01..2026-05-03")]
    [InlineData("2026-03-02", "2026-04-29", null, "2026-03-02..2026-04-29", null)]
    [InlineData("2025-12-31", "2026-01-31", "2026-01-01..2026-01-01", "2025-12-31..2025-12-31", null)]
    public void Of_Range_IsItsWholeMonthsAndWhatIsLeft(string from, string to, string? months, string? head, string? tail)
    {
        var split = PeriodSplit.Of(DayRange.Parse(from, to)!);

        Assert.Equal(months, split.Months is { } whole ? $"{whole.First:yyyy-MM-dd}..{whole.Last:yyyy-MM-dd}" : null);
        Assert.Equal(head, Words(split.Head));
        Assert.Equal(tail, Words(split.Tail));
    }

    [Fact]
    public void Of_AnyRange_HoldsEachDayOnce()
    {
        var random = new Random(7);
        for (var tries = 0; tries < 500; tries++)
        {
            var from = new DateOnly(2025, 1, 1).AddDays(random.Next(400));
            var range = new DayRange(from, from.AddDays(random.Next(500)));

            var split = PeriodSplit.Of(range);

            var months = split.Months is { } whole ? new DayRange(whole.First, whole.Last.AddMonths(1).AddDays(-1)).Each() : [];
            Assert.Equal(range.Each(), (split.Head?.Each() ?? []).Concat(months).Concat(split.Tail?.Each() ?? []));
        }
    }

    private static string? Words(DayRange? range) => range is null ? null : $"{range.From:yyyy-MM-dd}..{range.To:yyyy-MM-dd}";
}
