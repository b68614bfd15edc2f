using Portal.Domain.Text;
using Portal.Infrastructure.Events.Live;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Live;

public sealed class LiveBoardTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 5, 0, 0, TimeSpan.Zero); // 12:00 in Jakarta

    private readonly LiveBoard _board = new(Guid.NewGuid(), "IDR", StoreClock.For("Asia/Jakarta"));

    [Fact]
    public void Apply_SameMessageTwice_CountsOnce()
    {
        _board.Apply([Event("m1"), Event("m1")], Noon);
        _board.Apply([Event("m1")], Noon);

        Assert.Equal(1, _board.Take(Noon.AddSeconds(1)).EventsBySecond.Sum());
    }

    [Fact]
    public void Take_VisitorsOfTheLastFiveMinutes_AreActive()
    {
        _board.Apply([Event("m1", "anna", -299), Event("m2", "bert", -301), Event("m3", "anna", -10)], Noon);

        var snapshot = _board.Take(Noon);

        Assert.Equal(1, snapshot.ActiveVisitors);
        Assert.Equal(1, snapshot.VisitorsByMinute[^1] + snapshot.VisitorsByMinute[^2]);
    }

    [Fact]
    public void Apply_MessageThatWasKeptBack_IsAnEarlierVisitAndAnEventOfNow()
    {
        _board.Apply([Event("m1", "anna") with { OccurredAt = Noon.AddHours(-2) }], Noon);

        var snapshot = _board.Take(Noon.AddSeconds(1));

        Assert.Equal(0, snapshot.ActiveVisitors);
        Assert.Equal(1, snapshot.EventsBySecond.Sum());
    }

    [Fact]
    public void Apply_OrderSentByBrowserAndServer_CountsOnceByItsFirstMessage()
    {
        _board.Apply([Order("m1", "A-1", 100), Order("m2", "A-1", 90), Order("m3", "A-2", 50)], Noon);

        var snapshot = _board.Take(Noon);

        Assert.Equal((2, 150m), (snapshot.OrdersToday, snapshot.RevenueToday));
    }

    [Fact]
    public void Apply_OrderInAnotherCurrencyOrOfYesterday_IsNotTodaysRevenue()
    {
        _board.Apply([Order("m1", "A-1", 100) with { Currency = "USD" }, Order("m2", "A-2", 50) with { OccurredAt = Noon.AddHours(-13) }], Noon);

        Assert.Equal(0, _board.Take(Noon).OrdersToday);
    }

    [Fact]
    public void Take_AfterTheStoresMidnight_BeginsTheDayAnew()
    {
        _board.Apply([Order("m1", "A-1", 100)], Noon);

        Assert.Equal(1, _board.Take(Noon.AddHours(11.9)).OrdersToday);
        Assert.Equal(0, _board.Take(Noon.AddHours(12.1)).OrdersToday);
    }

    [Fact]
    public void Take_MoreThanFiftyEvents_KeepsTheNewestFirst()
    {
        _board.Apply(Enumerable.Range(0, 80).Select(i => Event($"m{i}", seconds: i - 80)), Noon);

        var recent = _board.Take(Noon).Recent;

        Assert.Equal(50, recent.Count);
        Assert.Equal(("m79", "m30"), (recent[0].MessageId, recent[^1].MessageId));
    }

    [Fact]
    public void Take_LagOfTheLastEvents_IsFromArrivalToHere()
    {
        _board.Apply([Event("m0", seconds: -600)], Noon, isPast: true);
        Assert.Equal(TimeSpan.Zero, _board.Take(Noon).Lag);

        _board.Apply([Event("m1", seconds: -1)], Noon);
        Assert.Equal(TimeSpan.FromSeconds(1), _board.Take(Noon).Lag);
    }

    private static LiveEvent Event(string id, string visitor = "anna", int seconds = 0) => new(
        id, "page_viewed", Noon.AddSeconds(seconds), Noon.AddSeconds(seconds), visitor, "/", null, null, null, null, null);

    private static LiveEvent Order(string id, string order, decimal revenue) => Event(id) with
    {
        Name = "order_completed",
        OrderId = order,
        Revenue = revenue,
        Currency = "IDR",
    };
}
