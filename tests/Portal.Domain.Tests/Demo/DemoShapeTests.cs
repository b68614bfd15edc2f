using Portal.Domain.Demo;
using Portal.Domain.Demo.Goods;
using Xunit;

namespace Portal.Domain.Tests.Demo;

public sealed class DemoShapeTests
{
    private static readonly ILookup<DateOnly, DemoEvent> Days = History.Recent.Events.ToLookup(e => DemoProfile.DayOf(e.OccurredAt));

    [Fact]
    public void Recent_TypicalDay_LooksLikeTheStore()
    {
        var days = Enumerable.Range(0, 7).Select(back => new DateOnly(2026, 11, 19).AddDays(-back)).ToList();

        var orders = days.Average(d => Days[d].Count(e => e.Name == "order_completed"));
        var revenue = days.Average(d => Days[d].Where(e => e.Name == "order_completed").Sum(e => e.Revenue!.Value));
        var sessions = days.Average(Sessions);

        Assert.InRange(orders, 30, 60);
        Assert.InRange(revenue, 12_000_000, 26_000_000);
        Assert.InRange(orders / sessions, 0.04, 0.075);
        Assert.InRange(days.Average(d => Days[d].Count()), 3_000, 5_000);
    }

    [Fact]
    public void Recent_Funnel_NarrowsAtEveryStep()
    {
        string[] steps = ["page_viewed", "product_viewed", "product_added", "checkout_started", "payment_info_entered", "order_completed"];

        var counts = steps.Select(s => History.Recent.Events.Where(e => e.Name == s).Select(e => e.SessionId).Distinct().Count()).ToList();

        Assert.Equal(counts.OrderDescending(), counts);
        Assert.InRange(counts[1] / (double)counts[0], 0.6, 0.85);
        Assert.InRange(counts[2] / (double)counts[1], 0.12, 0.3);
    }

    [Fact]
    public void Standard_Weekdays_SundayIsTheBusiestAndFridayTheQuietest()
    {
        var weekdays = DefaultHistory.Counted.Sessions.GroupBy(d => d.Key.DayOfWeek)
            .ToDictionary(g => g.Key, g => g.Average(d => d.Value));

        Assert.Equal(DayOfWeek.Sunday, weekdays.MaxBy(w => w.Value).Key);
        Assert.Equal(DayOfWeek.Friday, weekdays.MinBy(w => w.Value).Key);
    }

    [Fact]
    public void Standard_DoubleDays_BringMoreVisitorsWhoBuyMoreReadily()
    {
        var sales = DefaultHistory.Counted.Sessions.Keys.Where(DemoCalendar.IsDoubleDay).ToList();
        var weekLater = sales.Select(day => day.AddDays(7)).Where(DefaultHistory.Counted.Sessions.ContainsKey).ToList();

        Assert.InRange(Visits(sales) / (double)Visits(weekLater), 1.4, 2.2);
        Assert.True(Bought(sales) / (double)Visits(sales) > 1.1 * Bought(weekLater) / Visits(weekLater));
    }

    [Fact]
    public void Recent_HoursOfTheDay_PeakInTheEveningAndNeverStop()
    {
        var hours = History.Recent.Events.CountBy(e => (e.OccurredAt + DemoProfile.Offset).Hour).ToDictionary();

        Assert.InRange(hours.MaxBy(h => h.Value).Key, 19, 21);
        Assert.True(hours[3] * 3 < hours[20]);
        Assert.All(Enumerable.Range(0, 24), h => Assert.True(hours[h] > 300));
    }

    [Fact]
    public void Recent_SoldOutProducts_AreNotSold()
    {
        var sold = History.Recent.Orders.SelectMany(o => o.Lines, (o, l) => (Day: DemoProfile.DayOf(o.PlacedAt), l.Product)).ToHashSet();
        var days = Days.Select(d => d.Key).ToList();

        var soldOut = DemoCatalogue.Products.SelectMany(p => days.Where(d => !DemoShelf.IsInStock(DemoProfile.Seed, p, d)),
            (p, d) => (d, p)).ToList();

        Assert.NotEmpty(soldOut);
        Assert.DoesNotContain(soldOut, sold.Contains);
    }

    [Fact]
    public void Recent_Customers_ComeBackAndLiveAroundTheWorld()
    {
        var again = History.Recent.Orders.GroupBy(o => o.Customer).Count(g => g.Count() > 1);
        var countries = History.Recent.Customers.Select(c => c.Place.Country).CountBy(c => c).ToDictionary();

        Assert.InRange(again / (double)History.Recent.Customers.Count, 0.1, 0.6);
        Assert.True(countries["ID"] > History.Recent.Customers.Count * 0.75);
        Assert.Empty(new[] { "SG", "MY", "AU", "NL", "JP", "US" }.Except(countries.Keys));
    }

    [Fact]
    public void Calendar_Lebaran_IsFoundOnItsDays()
    {
        Assert.InRange(DemoCalendar.DaysToLebaran(new(2026, 3, 20)), -1, 1);
        Assert.InRange(DemoCalendar.DaysToLebaran(new(2025, 3, 31)), -1, 1);
        Assert.True(DemoCalendar.Traffic(new(2026, 3, 3)) > 1.2 * DemoCalendar.Traffic(new(2026, 3, 24)));
    }

    private static int Sessions(DateOnly day) => Days[day].Where(e => e.SessionId is not null).Select(e => e.SessionId).Distinct().Count();

    private static int Visits(List<DateOnly> days) => days.Sum(day => DefaultHistory.Counted.Sessions[day]);

    private static int Bought(List<DateOnly> days) =>
        DefaultHistory.Counted.Orders.Count(order => days.Contains(DemoProfile.DayOf(order.PlacedAt)));
}
