using Portal.Domain.Analytics.Schema;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Explorer;

public sealed class EventQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTime Noon = new(2026, 11, 20, 11, 0, 0, DateTimeKind.Utc); // 12:00 in Berlin

    private EventQueries Queries => new(postgres.Database);

    [Fact]
    public async Task Page_SeveralPages_HaveEveryEventOnceNewestFirst()
    {
        var store = await StoreAsync([.. Enumerable.Range(0, 25).Select(number => Viewed($"m{number:00}", Noon.AddSeconds(number / 5)))]);
        var ids = new List<string>();

        EventCursor? next = null;
        do
        {
            var page = await Queries.PageAsync(Filter(store), next, 10, Cancel);
            ids.AddRange(page.Events.Select(item => item.MessageId));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"m{number:00}").Reverse(), ids);
    }

    [Fact]
    public async Task Page_Range_IsTheStoresOwnDays()
    {
        var midnight = new DateTime(2026, 11, 19, 23, 0, 0, DateTimeKind.Utc);
        var store = await StoreAsync(
            Viewed("before", midnight.AddSeconds(-1)), Viewed("first", midnight), Viewed("last", midnight.AddDays(1).AddSeconds(-1)),
            Viewed("after", midnight.AddDays(1)), Viewed("unplaced", Noon) with { Day = new(1970, 1, 1) });

        Assert.Equal(["last", "unplaced", "first"], await IdsAsync(Filter(store)));
    }

    [Fact]
    public async Task Page_Bots_AreThereWhenAskedFor()
    {
        var store = await StoreAsync(Viewed("person", Noon), Viewed("bot", Noon) with { IsBot = true });

        Assert.Equal(["person"], await IdsAsync(Filter(store)));
        Assert.Equal(["person", "bot"], await IdsAsync(Filter(store) with { Range = Berlin.Days(11, 20, 20, bots: true) }));
    }

    [Theory]
    [InlineData("price", "145000", "number", "text")]
    [InlineData("gift", "true", "number")]
    [InlineData("products[].sku", "B", "text")]
    [InlineData("products[].sku", "C")]
    [InlineData("address.city", "Bandung", "text")]
    public async Task Page_PropertyEquals_FindsNumbersTextsAndElements(string path, string value, params string[] expected)
    {
        var store = await StoreAsync(
            Viewed("number", Noon.AddMinutes(1)) with { Properties = """{"price":145000,"gift":true}""" },
            Viewed("text", Noon) with { Properties = """{"price":"145000","products":[{"sku":"A"},{"sku":"B"}],"address":{"city":"Bandung"}}""" },
            Viewed("none", Noon.AddMinutes(-1)));

        Assert.Equal(expected, await IdsAsync(Filter(store) with { Property = PropertyPath.Parse(path), Value = value }));
    }

    [Fact]
    public async Task Page_PropertyEqualsInManyEvents_PagesOnAndSaysWhatItLookedAt()
    {
        var store = await StoreAsync([.. Enumerable.Range(0, 30).Select(number =>
            Viewed($"m{number:00}", Noon.AddSeconds(number)) with { Properties = number % 3 == 0 ? """{"size":"M"}""" : """{"size":"L"}""" })]);
        var filter = Filter(store) with { Property = PropertyPath.Parse("size"), Value = "M" };

        var first = await Queries.PageAsync(filter, null, 6, Cancel);
        var second = await Queries.PageAsync(filter, first.Next, 6, Cancel);

        Assert.Equal(["m27", "m24", "m21", "m18", "m15", "m12"], first.Events.Select(item => item.MessageId));
        Assert.Equal(["m09", "m06", "m03", "m00"], second.Events.Select(item => item.MessageId));
        Assert.Equal((30, 12), (first.Scanned, second.Scanned));
        Assert.Null(second.Next);
        Assert.Null(second.StoppedAt);
    }

    [Fact]
    public async Task Page_SearchThatMayNotLookFurther_SaysHowFarItCameAndGoesOnThere()
    {
        var store = await StoreAsync([.. Enumerable.Range(0, EventQueries.MaxScanned + 2).Select(number =>
            Viewed($"m{number}", Noon.AddMilliseconds(number)) with { Properties = number < 2 ? """{"size":"M"}""" : null })]);
        var filter = Filter(store) with { Property = PropertyPath.Parse("size"), Value = "M" };

        var first = await Queries.PageAsync(filter, null, 10, Cancel);
        var second = await Queries.PageAsync(filter, first.Next, 10, Cancel);

        Assert.Empty(first.Events);
        Assert.Equal((EventQueries.MaxScanned, new DateTimeOffset(Noon.AddMilliseconds(2))), (first.Scanned, first.StoppedAt));
        Assert.Equal(["m1", "m0"], second.Events.Select(item => item.MessageId));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Find_ByItsCursor_HasEverythingThatIsKnown()
    {
        var sent = Viewed("m1", Noon.AddTicks(10)) with { UserId = "u1", Path = "/gayo", OrderId = "A-1", Revenue = 12.5m, Properties = """{"price": 1}""", Context = """{"locale": "id"}""" };
        var store = await StoreAsync(sent);

        var found = await Queries.FindAsync(store.TenantId, EventCursor.Parse(new EventCursor(sent.At, "m1").ToString())!.Value, Cancel);

        Assert.Equal(
            ("m1", "browser-1", "u1", VisitorId.OfAnonymous("browser-1"), "/gayo", "A-1", 12.5m, """{"price": 1}""", """{"locale": "id"}"""),
            (found!.MessageId, found.AnonymousId, found.UserId, found.Visitor, found.Path, found.OrderId, found.Revenue!.Value,
                found.Properties, found.Context));
        Assert.Null(await Queries.FindAsync(store.TenantId, new(sent.At.AddTicks(10), "m1"), Cancel));
    }

    [Fact]
    public async Task All_Export_StreamsEveryEvent()
    {
        var store = await StoreAsync(Viewed("a", Noon), Viewed("b", Noon.AddMinutes(1)),
            Viewed("other", Noon) with { Name = "cart_viewed" });

        Assert.Equal(["b", "a"], await Queries.AllAsync(Filter(store), Cancel).Select(item => item.MessageId).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Schema_OfStoredEvents_TellsWhatTheyCarry()
    {
        var store = await StoreAsync(
            Viewed("a", Noon) with { Properties = """{"price":1}""" }, Viewed("b", Noon) with { Properties = """{"price":"1"}""" }, Viewed("c", Noon),
            Viewed("bot", Noon) with { IsBot = true, Properties = """{"crawler":1}""" });

        var schema = await new EventSchemaQueries(postgres.Database).ReadAsync(Filter(store), Cancel);

        var price = Assert.Single(schema.Properties);
        Assert.Equal((3, "price", 2, true), (schema.Events, price.Path, price.Events, price.Drifts));
    }

    [Fact]
    public async Task Events_OtherTenant_AreNotThere()
    {
        var store = await StoreAsync(Viewed("m1", Noon) with { Properties = """{"size":"M"}""" });
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Empty(await IdsAsync(Filter(stranger)));
        Assert.Empty(await IdsAsync(Filter(stranger) with { Property = PropertyPath.Parse("size"), Value = "M" }));
        Assert.Null(await Queries.FindAsync(stranger.TenantId, new(Noon, "m1"), Cancel));
        Assert.Equal(0, (await new EventSchemaQueries(postgres.Database).ReadAsync(Filter(stranger), Cancel)).Events);
        Assert.Equal(["m1"], await IdsAsync(Filter(store)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("~m1")]
    [InlineData("5~")]
    [InlineData("x~m1")]
    [InlineData("99999999999999999999~m1")]
    public void Cursor_Malformed_IsNone(string text) => Assert.Null(EventCursor.Parse(text));

    private static TestEvent Viewed(string id, DateTime at) => new(EventName.ProductViewed, at) { MessageId = id };

    private static EventFilter Filter(TestStore store) => new(store.TenantId, Berlin.Days(11, 20, 20), EventName.ProductViewed);

    private async Task<TestStore> StoreAsync(params TestEvent[] events)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, events);
        return store;
    }

    private async Task<IEnumerable<string>> IdsAsync(EventFilter filter) =>
        (await Queries.PageAsync(filter, null, 50, Cancel)).Events.Select(item => item.MessageId);
}
