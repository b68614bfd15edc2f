using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Analytics.Visitors.Visits;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

public sealed class VisitorQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private VisitorQueries Queries => new(postgres.Database);

    [Fact]
    public async Task Find_AnyOfHerNumbers_IsTheWholePerson()
    {
        var store = await StoreAsync(
            Page("laptop", Noon.AddDays(-3)) with { Channel = "paid_social", Country = "SG" },
            Page("laptop", Noon.AddDays(-1), "dewi"),
            Page("phone", Noon, "dewi") with { Channel = "email" }, Page("phone", Noon.AddMinutes(5)),
            Order("A-1", "dewi", Noon, 120), Order("A-2", "dewi", Noon.AddDays(-1), 30));

        foreach (var number in (long[])[VisitorId.OfAnonymous("phone"), VisitorId.OfAnonymous("laptop"), VisitorId.OfUser("dewi")])
        {
            var profile = await Queries.FindAsync(store.Open(), number, false, Cancel);

            Assert.Equal((number, VisitorId.OfUser("dewi")), (profile!.Visitor, profile.Person));
            Assert.Equal(["phone", "laptop", null], profile.Ids.Select(id => id.AnonymousId));
            Assert.All(profile.Ids, id => Assert.Equal("dewi", id.UserId));
            Assert.Equal(new(Noon.AddDays(-3), Noon.AddMinutes(5), 3, 0, 4, 2, 150), profile.Totals);
            Assert.Equal(("paid_social", "email"), (profile.FirstTouch!.Channel, profile.LastTouch!.Channel));
            Assert.Equal(["mobile, Chrome, Android"], profile.Devices);
            Assert.Equal(["ID", "SG"], profile.Countries);
        }
    }

    [Fact]
    public async Task Find_Traits_AreTheLatestOfEach()
    {
        var store = await StoreAsync(
            Identify("phone", "dewi", Noon.AddDays(-2), """{"email":"old@example.com","phone":"0812"}"""), Identify("phone", "dewi", Noon, """{"email":"new@example.com"}"""),
            Identify("tablet", "bert", Noon.AddSeconds(1), """{"email":"bert@example.com"}"""));

        var profile = await Queries.FindAsync(store.Open(), VisitorId.OfUser("dewi"), false, Cancel);

        Assert.Equal("""{"email":"new@example.com","phone":"0812"}""", profile!.Traits);
    }

    [Fact]
    public async Task Find_TraitsThatAServerSent_AreHersToo()
    {
        var store = await StoreAsync(Identify(null, "u-7", Noon, """{"email":"new@example.com"}"""));

        var profile = await Queries.FindAsync(store.Open(), VisitorId.OfUser("u-7"), false, Cancel);

        Assert.Equal("""{"email":"new@example.com"}""", profile!.Traits);
    }

    [Fact]
    public async Task Find_KnownOnlyToServers_HasTheIdOfItsEvents()
    {
        var store = await StoreAsync(Order("A-1", "u-7", Noon, 10));

        var profile = await Queries.FindAsync(store.Open(), VisitorId.OfUser("u-7"), false, Cancel);

        Assert.Equal("u-7", Assert.Single(profile!.Ids).UserId);
        Assert.Equal(0, profile.Totals.Sessions);
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 23, 0, 0, TimeSpan.Zero), profile.Totals.LastSeen);
    }

    [Fact]
    public async Task Find_BotsSessions_CountOnlyWhenShown()
    {
        var store = await StoreAsync(Page("crawler", Noon) with { IsBot = true });

        Assert.Equal((0, 1), Counts(await Queries.FindAsync(store.Open(), VisitorId.OfAnonymous("crawler"), false, Cancel)));
        Assert.Equal((1, 0), Counts(await Queries.FindAsync(store.Open(), VisitorId.OfAnonymous("crawler"), true, Cancel)));

        static (long, long) Counts(VisitorProfile? profile) => (profile!.Totals.Sessions, profile.Totals.BotSessions);
    }

    [Fact]
    public async Task Find_UnknownNumber_IsNull() =>
        Assert.Null(await Queries.FindAsync((await StoreAsync(Page("phone", Noon))).Open(), 5, true, Cancel));

    [Fact]
    public async Task Find_OtherTenant_IsNull()
    {
        await StoreAsync(Page("phone", Noon, "dewi"));
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Null(await Queries.FindAsync(stranger.Open(), VisitorId.OfUser("dewi"), true, Cancel));
        Assert.Null(await Queries.FindAsync(stranger.Open(), VisitorId.OfAnonymous("phone"), true, Cancel));
    }

    private async Task<TestStore> StoreAsync(params TestEvent[] events)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, events);
        return store;
    }
}
