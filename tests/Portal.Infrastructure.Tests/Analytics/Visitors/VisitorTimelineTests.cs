using Portal.Domain.Events;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

public sealed class VisitorTimelineTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);

    private VisitorTimelineQueries Timeline => new(postgres.Database);

    private VisitorEventQueries Events => new(postgres.Database);

    [Fact]
    public async Task Page_SessionsOrdersAndServerDays_StandInOneLine()
    {
        var (store, data) = await StoreAsync();
        await data.LinkAsync("phone", "dewi", Noon);
        await data.SessionAsync("phone", Noon, Noon.AddMinutes(5), "dewi", channel: "email");
        await data.OrderAsync("A-1", "dewi", Noon.AddMinutes(4), 120);
        await data.ServerDayAsync("dewi", Noon.AddDays(-1));

        var timeline = await Timeline.PageAsync(store, VisitorId.OfAnonymous("phone"), false, null, Cancel);

        Assert.Null(timeline.Next);
        Assert.Collection(
            timeline.Entries,
            entry => Assert.Equal(("A-1", 120m, 2m, "email"), entry is VisitorEntry.Order order ? (order.OrderId, order.Revenue, order.Units, order.Channel) : default),
            entry => Assert.Equal(("phone", "email", 3), entry is VisitorEntry.Session session ? (session.AnonymousId, session.Channel, session.Events) : default),
            entry => Assert.Equal(new DateOnly(2026, 11, 19), Assert.IsType<VisitorEntry.Sessionless>(entry).Day));
    }

    [Fact]
    public async Task Page_LongHistory_GoesOnWithoutGapOrRepeat()
    {
        var (store, data) = await StoreAsync();
        for (var number = 0; number < 45; number++)
            await data.SessionAsync("phone", Noon.AddHours(-number), Noon.AddHours(-number).AddMinutes(1));
        var starts = new List<DateTimeOffset>();

        DateTimeOffset? next = null;
        do
        {
            var page = await Timeline.PageAsync(store, VisitorId.OfAnonymous("phone"), false, next, Cancel);
            starts.AddRange(page.Entries.Select(entry => entry.At));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 45).Select(number => Noon.AddHours(-number)), starts);
    }

    [Fact]
    public async Task OfSession_ItsEvents_AreHersWithinIt()
    {
        var (store, data) = await StoreAsync();
        await data.SessionAsync("phone", Noon, Noon.AddMinutes(70));
        await data.EventsAsync(
            Viewed("first", Noon), Viewed("middle", Noon.AddMinutes(59)), Viewed("last", Noon.AddMinutes(70)), Viewed("before", Noon.AddSeconds(-1)),
            Viewed("after", Noon.AddMinutes(71)), Viewed("bot", Noon.AddMinutes(1)) with { IsBot = true },
            Viewed("other", Noon.AddMinutes(1)) with { AnonymousId = "bert" },
            new StoredEvent("cart_viewed", Noon.AddMinutes(2)) { AnonymousId = "phone", MessageId = "cart" });

        var events = await Events.OfSessionAsync(store, VisitorId.OfAnonymous("phone"), Noon, false, Cancel);

        Assert.Equal(["last", "middle", "cart", "first"], events.Select(item => item.MessageId));
        Assert.Empty(await Events.OfSessionAsync(store, VisitorId.OfAnonymous("phone"), Noon.AddSeconds(1), false, Cancel));
    }

    [Fact]
    public async Task OfDay_ServersEvents_AreThoseOfTheStoresDay()
    {
        var (store, data) = await StoreAsync();
        var midnight = new DateTimeOffset(2026, 11, 19, 23, 0, 0, TimeSpan.Zero);
        await data.EventsAsync(Sent("first", midnight), Sent("last", midnight.AddDays(1).AddSeconds(-1)), Sent("next", midnight.AddDays(1)));

        var events = await Events.OfDayAsync(store, VisitorId.OfUser("dewi"), new(2026, 11, 20), false, Cancel);

        Assert.Equal(["last", "first"], events.Select(item => item.MessageId));

        static StoredEvent Sent(string id, DateTimeOffset at) => new("order_updated", at) { MessageId = id, AnonymousId = null, UserId = "dewi" };
    }

    [Fact]
    public async Task Timeline_OtherTenant_IsEmpty()
    {
        var (_, data) = await StoreAsync();
        var (stranger, _) = await StoreAsync();
        await data.SessionAsync("phone", Noon, Noon.AddMinutes(5));
        await data.EventsAsync(Viewed("m1", Noon));
        var visitor = VisitorId.OfAnonymous("phone");

        Assert.Empty((await Timeline.PageAsync(stranger, visitor, true, null, Cancel)).Entries);
        Assert.Empty(await Events.OfSessionAsync(stranger, visitor, Noon, false, Cancel));
        Assert.Empty(await Events.OfDayAsync(stranger, visitor, new(2026, 11, 20), false, Cancel));
    }

    private static StoredEvent Viewed(string id, DateTimeOffset at) => new("product_viewed", at) { MessageId = id, AnonymousId = "phone" };

    private async Task<(CurrentStore Store, VisitorData Data)> StoreAsync()
    {
        var made = await TestStore.CreateAsync(postgres.Database);
        return (new(made.TenantId, made.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Owner), new(postgres.Database, made));
    }
}
