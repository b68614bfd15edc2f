using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Analytics.Visitors.Visits;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

public sealed class VisitorTimelineTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly long Phone = VisitorId.OfAnonymous("phone");

    private VisitorTimelineQueries Timeline => new(postgres.Database);

    private VisitorEventQueries Events => new(postgres.Database);

    [Fact]
    public async Task Page_SessionsOrdersAndServerDays_StandInOneLine()
    {
        var store = await StoreAsync(
            Page("phone", Noon, "dewi") with { Channel = "email" }, Page("phone", Noon.AddMinutes(5)),
            Order("A-1", "dewi", Noon.AddMinutes(4), 120),
            new TestEvent("order_updated", Noon.AddDays(-1)) { AnonymousId = null, UserId = "dewi" });

        var timeline = await Timeline.PageAsync(store.Open(), Phone, false, null, Cancel);

        Assert.Null(timeline.Next);
        Assert.Collection(
            timeline.Entries,
            entry => Assert.Equal(("A-1", 120m, 2m, "email"),
                entry is VisitorEntry.Order order ? (order.OrderId, order.Revenue, order.Units, order.Channel) : default),
            entry => Assert.Equal(("phone", "email", 2),
                entry is VisitorEntry.Session session ? (session.AnonymousId, session.Channel, session.Events) : default),
            entry => Assert.Equal(new DateOnly(2026, 11, 20), Assert.IsType<VisitorEntry.Sessionless>(entry).Day),
            entry => Assert.Equal(new DateOnly(2026, 11, 19), Assert.IsType<VisitorEntry.Sessionless>(entry).Day));
    }

    [Fact]
    public async Task Page_LongHistory_GoesOnWithoutGapOrRepeat()
    {
        var store = await StoreAsync([.. Enumerable.Range(0, 45).Select(number => Page("phone", Noon.AddHours(-number)))]);
        var starts = new List<DateTimeOffset>();

        DateTimeOffset? next = null;
        do
        {
            var page = await Timeline.PageAsync(store.Open(), Phone, false, next, Cancel);
            starts.AddRange(page.Entries.Select(entry => entry.At));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 45).Select(number => new DateTimeOffset(Noon.AddHours(-number))), starts);
    }

    [Fact]
    public async Task OfSession_ItsEvents_AreHersWithinIt()
    {
        var store = await StoreAsync(
            Viewed("before", Noon.AddMinutes(-31)), Viewed("first", Noon), Viewed("middle", Noon.AddMinutes(29)),
            Viewed("last", Noon.AddMinutes(58)),
            Viewed("after", Noon.AddMinutes(89)), Viewed("bot", Noon.AddMinutes(1)) with { IsBot = true },
            Viewed("other", Noon.AddMinutes(1)) with { AnonymousId = "tablet" },
            new TestEvent("cart_viewed", Noon.AddMinutes(2)) { AnonymousId = "phone", MessageId = "cart" });

        var events = await Events.OfSessionAsync(store.Open(), Phone, Noon, false, Cancel);

        Assert.Equal(["last", "middle", "cart", "first"], events.Select(item => item.MessageId));
        Assert.Empty(await Events.OfSessionAsync(store.Open(), Phone, Noon.AddSeconds(1), false, Cancel));
    }

    [Fact]
    public async Task OfSession_PagesWereMeasured_ListsAsManyEventsAsTheSessionCounts()
    {
        var store = await StoreAsync(
            Viewed("seen", Noon), new TestEvent(EventName.WebVitals, Noon.AddSeconds(5)) { AnonymousId = "phone", Properties = """{"lcp":1800}""" }, Viewed("again", Noon.AddMinutes(1)));

        var session = Assert.IsType<VisitorEntry.Session>(Assert.Single((await Timeline.PageAsync(store.Open(), Phone, false, null,
            Cancel)).Entries));
        var events = await Events.OfSessionAsync(store.Open(), Phone, Noon, false, Cancel);

        Assert.Equal(["again", "seen"], events.Select(item => item.MessageId));
        Assert.Equal(session.Events, events.Count);
    }

    [Fact]
    public async Task OfDay_ServersEvents_AreThoseOfTheStoresDay()
    {
        var midnight = new DateTime(2026, 11, 19, 23, 0, 0, DateTimeKind.Utc);
        var store = await StoreAsync(Sent("first", midnight), Sent("last", midnight.AddDays(1).AddSeconds(-1)),
            Sent("next", midnight.AddDays(1)));

        var events = await Events.OfDayAsync(store.Open(), VisitorId.OfUser("dewi"), new(2026, 11, 20), false, Cancel);

        Assert.Equal(["last", "first"], events.Select(item => item.MessageId));

        static TestEvent Sent(string id, DateTime at) => new("order_updated", at) { MessageId = id, AnonymousId = null, UserId = "dewi" };
    }

    [Fact]
    public async Task Timeline_OtherTenant_IsEmpty()
    {
        await StoreAsync(Viewed("m1", Noon), Order("A-1", "dewi", Noon, 10));
        var stranger = (await TestStore.CreateAsync(postgres.Database)).Open();

        Assert.Empty((await Timeline.PageAsync(stranger, Phone, true, null, Cancel)).Entries);
        Assert.Empty((await Timeline.PageAsync(stranger, VisitorId.OfUser("dewi"), true, null, Cancel)).Entries);
        Assert.Empty(await Events.OfSessionAsync(stranger, Phone, Noon, false, Cancel));
        Assert.Empty(await Events.OfDayAsync(stranger, VisitorId.OfUser("dewi"), new(2026, 11, 20), false, Cancel));
    }

    private static TestEvent Viewed(string id, DateTime at) => new(EventName.ProductViewed, at) { MessageId = id, AnonymousId = "phone" };

    private async Task<TestStore> StoreAsync(params TestEvent[] events)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, events);
        return store;
    }
}
