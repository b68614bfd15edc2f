using Portal.Domain.Events;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

public sealed class VisitorQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);

    private VisitorQueries Queries => new(postgres.Database);

    [Fact]
    public async Task Find_AnyOfHerNumbers_IsTheWholePerson()
    {
        var (store, data) = await StoreAsync();
        await data.LinkAsync("phone", "dewi", Noon);
        await data.LinkAsync("laptop", "dewi", Noon.AddDays(-1));
        await data.SessionAsync("phone", Noon, Noon.AddMinutes(5), "dewi", channel: "email");
        await data.SessionAsync("laptop", Noon.AddDays(-3), Noon.AddDays(-3).AddMinutes(9), "dewi", channel: "paid_social", country: "SG");
        await data.SessionAsync("laptop", Noon.AddDays(-1), Noon.AddDays(-1).AddMinutes(1), "dewi");
        await data.OrderAsync("A-1", "dewi", Noon, 120);
        await data.OrderAsync("A-2", "dewi", Noon.AddDays(-1), 30);

        foreach (var number in (long[])[VisitorId.OfAnonymous("phone"), VisitorId.OfAnonymous("laptop"), VisitorId.OfUser("dewi")])
        {
            var profile = await Queries.FindAsync(store, number, false, Cancel);

            Assert.Equal((number, VisitorId.OfUser("dewi")), (profile!.Visitor, profile.Person));
            Assert.Equal(["phone", "laptop", null], profile.Ids.Select(id => id.AnonymousId));
            Assert.All(profile.Ids, id => Assert.Equal("dewi", id.UserId));
            Assert.Equal(new(Noon.AddDays(-3), Noon.AddMinutes(5), 3, 0, 9, 2, 150), profile.Totals);
            Assert.Equal(("paid_social", "email"), (profile.FirstTouch!.Channel, profile.LastTouch!.Channel));
            Assert.Equal(["mobile, Chrome, Android"], profile.Devices);
            Assert.Equal(["ID", "SG"], profile.Countries);
        }
    }

    [Fact]
    public async Task Find_Traits_AreTheLatestOfEach()
    {
        var (store, data) = await StoreAsync();
        await data.LinkAsync("phone", "dewi", Noon);
        await data.SessionAsync("phone", Noon.AddDays(-2), Noon.AddDays(-2).AddMinutes(1), "dewi");
        await data.SessionAsync("phone", Noon, Noon.AddMinutes(1), "dewi");
        await data.EventsAsync(
            Identify(Noon.AddDays(-2), """{"email":"old@example.com","phone":"0812"}"""), Identify(Noon, """{"email":"new@example.com"}"""),
            Identify(Noon.AddSeconds(1), """{"email":"bert@example.com"}""") with { AnonymousId = "bert" });

        var profile = await Queries.FindAsync(store, VisitorId.OfUser("dewi"), false, Cancel);

        Assert.Equal("""{"email":"new@example.com","phone":"0812"}""", profile!.Traits);
    }

    [Fact]
    public async Task Find_KnownOnlyToServers_HasTheIdOfItsEvents()
    {
        var (store, data) = await StoreAsync();
        await data.ServerDayAsync("u-7", Noon);
        await data.EventsAsync(new StoredEvent("order_completed", Noon) { AnonymousId = null, UserId = "u-7" });

        var profile = await Queries.FindAsync(store, VisitorId.OfUser("u-7"), false, Cancel);

        Assert.Equal("u-7", Assert.Single(profile!.Ids).UserId);
        Assert.Equal(0, profile.Totals.Sessions);
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 23, 0, 0, TimeSpan.Zero), profile.Totals.LastSeen);
    }

    [Fact]
    public async Task Find_BotsSessions_CountOnlyWhenShown()
    {
        var (store, data) = await StoreAsync();
        await data.SessionAsync("crawler", Noon, Noon.AddMinutes(5), isBot: true);

        Assert.Equal((0, 1), Counts(await Queries.FindAsync(store, VisitorId.OfAnonymous("crawler"), false, Cancel)));
        Assert.Equal((1, 0), Counts(await Queries.FindAsync(store, VisitorId.OfAnonymous("crawler"), true, Cancel)));

        static (long, long) Counts(VisitorProfile? profile) => (profile!.Totals.Sessions, profile.Totals.BotSessions);
    }

    [Fact]
    public async Task Find_UnknownNumber_IsNull()
    {
        var (store, _) = await StoreAsync();

        Assert.Null(await Queries.FindAsync(store, 5, true, Cancel));
    }

    [Fact]
    public async Task Find_OtherTenant_IsNull()
    {
        var (_, data) = await StoreAsync();
        var (stranger, _) = await StoreAsync();
        await data.LinkAsync("phone", "dewi", Noon);
        await data.SessionAsync("phone", Noon, Noon.AddMinutes(5), "dewi");

        Assert.Null(await Queries.FindAsync(stranger, VisitorId.OfUser("dewi"), true, Cancel));
        Assert.Null(await Queries.FindAsync(stranger, VisitorId.OfAnonymous("phone"), true, Cancel));
    }

    private static StoredEvent Identify(DateTimeOffset at, string traits) => new("identify", at) { Type = "identify", AnonymousId = "phone", UserId = "dewi", Properties = traits };

    private async Task<(CurrentStore Store, VisitorData Data)> StoreAsync()
    {
        var made = await TestStore.CreateAsync(postgres.Database);
        return (new(made.TenantId, made.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Owner), new(postgres.Database, made));
    }
}
