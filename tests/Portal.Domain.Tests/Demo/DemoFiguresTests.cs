using Portal.Domain.Demo;
using Xunit;

namespace Portal.Domain.Tests.Demo;

/// <summary>The growth and the customers of the standard store, as docs/decisions/0035 promises them.</summary>
public sealed class DemoFiguresTests
{
    private static readonly DefaultHistory Store = DefaultHistory.Counted;

    [Fact]
    public void Standard_Events_AreNoMoreThanAFirstStartHasTimeFor() => Assert.InRange(Store.Events, 1_200_000, 1_800_000);

    [Fact]
    public void Standard_LastFullQuarter_HasAThirdToAHalfMoreThanAYearBefore()
    {
        Assert.InRange(Orders(2026) / (double)Orders(2025), 1.3, 1.5);
        Assert.InRange(Visits(2026) / (double)Visits(2025), 1.3, 1.5);
    }

    [Fact]
    public void Standard_Growth_IsEvenFromQuarterToQuarter()
    {
        var months = Store.Sessions.GroupBy(s => (s.Key.Year * 12) + s.Key.Month)
            .OrderBy(g => g.Key).Select(g => g.Average(s => s.Value)).ToList();

        Assert.All(months.Zip(months.Skip(1)), pair => Assert.InRange(pair.Second / pair.First, 0.8, 1.25));
    }

    [Fact]
    public void Standard_Buyers_AThirdBuysAgain()
    {
        var buyers = Store.Orders.CountBy(o => o.Customer).ToList();

        Assert.InRange(buyers.Count(b => b.Value > 1) / (double)buyers.Count, 0.28, 0.4);
    }

    [Fact]
    public void Standard_RegularCustomers_FallSilentInTheCourseOfTheYear()
    {
        var regulars = Store.Orders.GroupBy(o => o.Customer)
            .Where(g => g.Count() > 2 && g.Min(o => o.PlacedAt) < Store.Plan.From.AddDays(120)).ToList();

        var silent = regulars.Count(g => g.Max(o => o.PlacedAt) < History.Now.AddDays(-120)) / (double)regulars.Count;

        Assert.InRange(silent, 0.4, 0.9);
    }

    [Fact]
    public void Standard_Visits_AQuarterIsByVisitorsWhoWereThereBefore() =>
        Assert.InRange(Store.Returning / (double)Store.Sessions.Values.Sum(), 0.2, 0.3);

    [Fact]
    public void Standard_Revenue_IsAroundTheGoal()
    {
        var revenue = Store.Orders.Where(o => o.PlacedAt > History.Now.AddDays(-28)).Sum(o => o.Total) / 28;

        Assert.InRange(revenue / DemoProfile.DailyRevenueGoal, 0.8m, 1.2m);
    }

    private static int Orders(int year) => Store.Orders.Count(o => IsInThirdQuarter(DemoProfile.DayOf(o.PlacedAt), year));

    private static int Visits(int year) => Store.Sessions.Where(s => IsInThirdQuarter(s.Key, year)).Sum(s => s.Value);

    private static bool IsInThirdQuarter(DateOnly day, int year) => day.Year == year && day.Month is >= 7 and <= 9;
}
