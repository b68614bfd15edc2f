using Portal.Domain.Events;
using Portal.Infrastructure.Live;
using Portal.Testing.Events;
using Xunit;

namespace Portal.Infrastructure.Tests.Live;

public sealed class LiveBoardTests
{
    private static readonly DateTime Noon = new(2026, 11, 20, 5, 0, 0, DateTimeKind.Utc); // 12:00 in Jakarta

    private readonly LiveBoard _board = new(Guid.NewGuid(), "IDR", "Asia/Jakarta");
    private int _batch;

    [Fact]
    public void Apply_SameCommitTwice_CountsOnce()
    {
        var rows = LiveRows.Of(7, Page("anna"), Page("anna"));

        _board.Apply([7], [rows], Noon);
        _board.Apply([7], [rows], Noon);

        Assert.Equal(2, Take(1).Pace.BySecond.Sum());
    }

    [Fact]
    public void Take_VisitorsOfTheLastFiveMinutes_AreActive()
    {
        Commit(Page("anna", -299), Page("bert", -301), Page("anna", -10), Page("anna", -11));

        var visitors = Take().Visitors;

        Assert.Equal(1, visitors.Active);
        Assert.Equal([1, 1, 0, 0, 0, 1, 0], visitors.ByMinute.TakeLast(7)); // from 11:54; anna twice at 11:59
    }

    [Fact]
    public void Apply_MessageThatWasKeptBack_IsAnEarlierVisitAndAnEventOfNow()
    {
        Commit(Page("anna", -7200) with { ReceivedAt = Noon });

        var snapshot = Take(1);

        Assert.Equal(0, snapshot.Visitors.Active);
        Assert.Equal(1, snapshot.Pace.BySecond.Sum());
    }

    [Fact]
    public void Apply_BotsEvents_AreInNoFigure()
    {
        Commit(Page("crawler") with { IsBot = true }, Order("crawler", "A-1", 100) with { IsBot = true });

        var snapshot = Take(1);

        Assert.Equal((0, 0, 0, 0L), (snapshot.Visitors.Active, snapshot.Pace.BySecond.Sum(), snapshot.Revenue.Orders,
            snapshot.FunnelToday.Visitors));
        Assert.Empty(snapshot.Activity.Recent);
        Assert.Equal(Noon, snapshot.LastArrival);
    }

    [Fact]
    public void Apply_AMeasurementOfAPage_HasComeButMakesNobodyActive()
    {
        Commit(Page("anna") with { Name = EventName.WebVitals });

        var snapshot = Take(1);

        Assert.Equal((0, 1, 0L), (snapshot.Visitors.Active, snapshot.Pace.BySecond.Sum(), snapshot.FunnelToday.Visitors));
        Assert.Empty(snapshot.Activity.Recent);
    }

    [Fact]
    public void Take_LagOfTheLastEvents_IsFromArrivalToHere()
    {
        _board.Load(LiveRows.Of(1, Page("anna", -600)), LiveParts.All, Noon);
        Assert.Equal(TimeSpan.Zero, Take().Lag);

        Commit(Page("anna", -1));
        Assert.Equal(TimeSpan.FromSeconds(1), Take().Lag);
    }

    [Fact]
    public void Take_EventsOfAnHour_NamesTheBusiestWholeMinute()
    {
        Commit([.. Enumerable.Range(0, 90).Select(i => Page("anna", -3600 + (i / 2)))]);
        Commit([.. Enumerable.Range(0, 200).Select(_ => Page("bert"))]);

        var pace = Take(1).Pace;

        Assert.Equal((90, 1.5m), (pace.BusiestMinute, pace.Peak));
        Assert.Equal(Noon.AddHours(-1), pace.BusiestAt);
    }

    [Fact]
    public void Take_NothingChanged_GivesTheSameParts()
    {
        Commit(Page("anna") with { Country = "ID" });
        var first = Take();

        var second = Take();

        Assert.Same(first.Countries, second.Countries);
        Assert.Same(first.Activity, second.Activity);
        Assert.Same(first.FunnelToday, second.FunnelToday);
        Assert.Same(first.Visitors, second.Visitors);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_SameEventsInAnotherOrder_GivesTheSameFigures(int seed)
    {
        var events = new RandomLiveShop(seed, Noon).Events(600);
        var other = new LiveBoard(Guid.NewGuid(), "IDR", "Asia/Jakarta");
        var shuffled = events.ToArray();
        new Random(seed).Shuffle(shuffled);

        foreach (var commit in events.Chunk(7))
        {
            Commit(commit);
        }

        foreach (var commit in shuffled.Chunk(50))
        {
            other.Apply([++_batch], [LiveRows.Of(_batch, commit)], Noon);
        }

        SameFigures.Assert(_board.Take(Noon, LiveComparison.None), other.Take(Noon, LiveComparison.None));
    }

    private LiveSnapshot Take(double seconds = 0) => _board.Take(Noon.AddSeconds(seconds), LiveComparison.None);

    private void Commit(params TestEvent[] events) => _board.Apply([++_batch], [LiveRows.Of(_batch, events)], Noon);

    private static TestEvent Page(string visitor, int seconds = 0) =>
        new(EventName.PageViewed, Noon.AddSeconds(seconds)) { AnonymousId = visitor, Path = "/" };

    private static TestEvent Order(string visitor, string order, decimal revenue) =>
        new(EventName.OrderCompleted, Noon) { AnonymousId = visitor, OrderId = order, Revenue = revenue, Currency = "IDR" };
}
