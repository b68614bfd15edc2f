using Portal.Domain.Events;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Live.Counting;
using Portal.Testing.Events;
using Xunit;

namespace Portal.Infrastructure.Tests.Live.Counting;

public sealed class VisitsTests
{
    private static readonly DateTime Noon = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    private readonly Visits _visits = new();

    [Fact]
    public void Channels_TouchOfTheSession_IsTheEarliestOne()
    {
        Add(At(-50) with { Channel = "email" }, At(-25) with { Channel = "paid_search" }, At(-1));

        Assert.Equal([new ChannelCount("email", 1)], Count().Channels());
    }

    [Fact]
    public void Channels_TouchOfAnEarlierSession_IsNotThisOnes()
    {
        Add(At(-50) with { Channel = "email" }, At(-19), At(-1));

        Assert.Equal([new ChannelCount("direct", 1)], Count().Channels());
    }

    [Fact]
    public void Channels_LateEventBetweenTwoSessions_JoinsThem()
    {
        Add(At(-50) with { Channel = "email" }, At(-1), At(-25));

        Assert.Equal([new ChannelCount("email", 1)], Count().Channels());
    }

    [Fact]
    public void Channels_TouchOfMoreThanTwoHoursAgo_IsForgottenForALaterOne()
    {
        Add([.. Enumerable.Range(0, 7).Select(i => At(-140 + (23 * i)) with { Channel = i == 0 ? "email" : i == 2 ? "display" : null })]);

        Assert.Equal([new ChannelCount("display", 1)], Count().Channels());
    }

    [Fact]
    public void Countries_ActiveVisitors_AreCountedWhereTheyWereSeenLast()
    {
        Add(At(-2, "anna") with { Country = "ID" }, At(-1, "anna") with { Country = "SG" }, At(-3, "anna") with { Country = "NL" },
            At(0, "bert"), At(-9, "carl") with { Country = "ID" });

        Assert.Equal([new CountryCount("SG", 1), new CountryCount(null, 1)], Count().Countries());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Pages_ProductBesideTheViewOfItsPage_IsAProductPage(int seconds)
    {
        Add(At(-2) with { Path = "/" }, At(-1) with { Path = "/p/1" },
            new TestEvent(EventName.ProductViewed, Noon.AddMinutes(-1).AddSeconds(seconds)));

        Assert.Equal([new PageCount(PageKind.Product, 1)], Count().Pages());
    }

    [Fact]
    public void Pages_HomeAfterAProduct_IsHome()
    {
        Add(new TestEvent(EventName.ProductViewed, Noon.AddMinutes(-2)), At(-1) with { Path = "/" });

        Assert.Equal([new PageCount(PageKind.Home, 1)], Count().Pages());
    }

    [Fact]
    public void Funnel_StepsOfTheLastHalfHour_LeaveOlderOnesOut()
    {
        Add(
            new TestEvent(EventName.ProductViewed, Noon.AddMinutes(-31)) { AnonymousId = "anna" },
            new TestEvent(EventName.ProductAdded, Noon.AddMinutes(-29)) { AnonymousId = "anna" },
            new TestEvent(EventName.ProductViewed, Noon.AddMinutes(-5)) { AnonymousId = "bert" }, At(-40, "carl"));

        var funnel = Count().Funnel();

        Assert.Equal((2L, 1L, 1L, 0L, 0L), (funnel.Visitors, funnel.Viewed, funnel.Added, funnel.CheckedOut, funnel.Ordered));
        Assert.Equal((1L, 1L), (funnel.LostBeforeAdding, funnel.LostBeforeCheckout));
    }

    [Fact]
    public void Count_MoreVisitorsThanAreKept_IsEstimatedWithinFivePercent()
    {
        var visits = new Visits(max: 2_000);
        for (var number = 0; number < 30_000; number++)
        {
            Add(visits, At(-1, $"b-{number}") with { Country = number % 4 == 0 ? "SG" : "ID" });
        }

        var now = Micros.Of(Noon);
        Assert.InRange(visits.Count(now).Active, 28_500, 31_500);
        Assert.InRange(visits.ByMinute(now)[^2], 28_500, 31_500);
        Assert.InRange(visits.Count(now).Countries()[0].Visitors, 21_000, 24_000);
    }

    [Fact]
    public void Sweep_VisitorsOfMoreThanTwoHoursAgo_AreGoneAndOthersStay()
    {
        Add(At(-110, "anna"), At(-1, "bert"), At(-115, "carl"), At(0, "dora"));

        _visits.Sweep(Micros.Of(Noon.AddMinutes(11)));

        Assert.Equal(2, _visits.Count(Micros.Of(Noon)).Active);
        Assert.Equal(2, _visits.Kept);
    }

    private VisitCounts Count() => _visits.Count(Micros.Of(Noon));

    private void Add(params IEnumerable<TestEvent> events)
    {
        foreach (var happened in events)
        {
            Add(_visits, happened);
        }
    }

    private static void Add(Visits visits, TestEvent happened)
    {
        var rows = LiveRows.Of(1, happened).Span;
        visits.Add(new LiveRow(ref rows), Micros.Of(Noon));
    }

    private static TestEvent At(int minutes, string visitor = "browser-1") =>
        new(EventName.PageViewed, Noon.AddMinutes(minutes)) { AnonymousId = visitor };
}
