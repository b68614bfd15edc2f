using System.Globalization;
using Portal.Domain.Events;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

public sealed class VisitorSearchTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);
    private static readonly long Dewi = VisitorId.OfUser("dewi");

    private VisitorSearch Search => new(postgres.Database);

    private VisitorListQueries List => new(postgres.Database);

    [Theory]
    [InlineData("phone", MatchedBy.AnonymousId)]
    [InlineData(" dewi ", MatchedBy.UserId)]
    [InlineData("Dewi@Example.com", MatchedBy.Email)]
    [InlineData("A-1", MatchedBy.OrderId)]
    public async Task Run_WhatPeopleKnowOfHer_FindsThePerson(string text, MatchedBy by)
    {
        var (store, data) = await DewiAsync();
        await data.SessionAsync("bert", Noon, Noon.AddMinutes(1));

        var match = Assert.Single(await Search.RunAsync(store, text, Cancel));

        Assert.Equal((by, Dewi, "dewi", true, 2L, "ID"), (match.MatchedBy, match.Visitor.Visitor, match.Visitor.Name, match.Visitor.IsKnown, match.Visitor.Sessions, match.Visitor.Country));
    }

    [Fact]
    public async Task Run_NumberOfOneOfHerBrowsers_FindsThePerson()
    {
        var (store, _) = await DewiAsync();

        var match = Assert.Single(await Search.RunAsync(store, VisitorId.OfAnonymous("phone").ToString(CultureInfo.InvariantCulture), Cancel));

        Assert.Equal((MatchedBy.VisitorNumber, Dewi), (match.MatchedBy, match.Visitor.Visitor));
    }

    [Fact]
    public async Task Run_UserKnownOnlyToServers_IsFoundWithHerDay()
    {
        var (store, data) = await StoreAsync();
        await data.ServerDayAsync("u-7", Noon);

        var found = Assert.Single(await Search.RunAsync(store, "u-7", Cancel)).Visitor;

        Assert.Equal((VisitorId.OfUser("u-7"), "u-7", true, new DateTimeOffset(2026, 11, 19, 23, 0, 0, TimeSpan.Zero)), (found.Visitor, found.Name, found.IsKnown, found.SeenAt));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("nobody@example.com")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Run_Unknown_FindsNobody(string? text)
    {
        var (store, _) = await DewiAsync();

        Assert.Empty(await Search.RunAsync(store, text, Cancel));
    }

    [Fact]
    public async Task Run_EndlessEmail_IsStoredAndFoundNowhere()
    {
        var (store, data) = await StoreAsync();
        var endless = new string('x', 20_000) + "@example.com";
        await data.EventsAsync(Identify(Noon, $$"""{"email":"{{endless}}"}"""));

        Assert.Empty(await Search.RunAsync(store, endless, Cancel));
        Assert.Empty(await Search.RunAsync(store, "x@example.com", Cancel));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("dewi")]
    [InlineData("dewi@example.com")]
    [InlineData("A-1")]
    public async Task Run_OtherTenant_FindsNobody(string text)
    {
        await DewiAsync();
        var (stranger, _) = await StoreAsync();

        Assert.Empty(await Search.RunAsync(stranger, text, Cancel));
    }

    [Fact]
    public async Task Latest_SeveralPages_HaveEachPersonOnceByHerLatestSession()
    {
        var (store, data) = await DewiAsync();
        for (var number = 0; number < 7; number++)
            await data.SessionAsync($"v{number}", Noon.AddHours(-10 * number).AddMinutes(-1), Noon.AddHours(-10 * number));
        await data.SessionAsync("crawler", Noon, Noon.AddMinutes(1), isBot: true);
        var range = new Domain.Text.DayRange(new(2026, 11, 18), new(2026, 11, 20));
        var names = new List<string?>();

        VisitorCursor? next = null;
        do
        {
            var page = await List.LatestAsync(store, range, false, next is null ? null : VisitorCursor.Parse(next.ToString()), 2, Cancel);
            names.AddRange(page.Visitors.Select(visitor => visitor.Name));
            next = page.Next;
        }
        while (next is not null);

        // v6 is of the 18th at midnight in Berlin; its session began on the 17th.
        Assert.Equal(["dewi", "v0", "v1", "v2", "v3", "v4", "v5"], names);
        Assert.Equal("crawler", (await List.LatestAsync(store, range, true, null, 2, Cancel)).Visitors.Single(visitor => visitor.IsBot).Name);
    }

    [Fact]
    public async Task Latest_OtherTenant_IsEmpty()
    {
        await DewiAsync();
        var (stranger, _) = await StoreAsync();

        Assert.Empty((await List.LatestAsync(stranger, new(new(2026, 11, 18), new(2026, 11, 20)), true, null, 20, Cancel)).Visitors);
    }

    private static StoredEvent Identify(DateTimeOffset at, string traits) => new("identify", at) { Type = "identify", AnonymousId = "phone", UserId = "dewi", Properties = traits };

    private async Task<(CurrentStore Store, VisitorData Data)> DewiAsync()
    {
        var (store, data) = await StoreAsync();
        await data.LinkAsync("phone", "dewi", Noon);
        await data.SessionAsync("phone", Noon, Noon.AddMinutes(5), "dewi");
        await data.SessionAsync("phone", Noon.AddDays(-1), Noon.AddDays(-1).AddMinutes(5), "dewi", country: "SG");
        await data.EventsAsync(Identify(Noon, """{"email":"dewi@example.com"}"""));
        await data.OrderAsync("A-1", "dewi", Noon, 120);
        return (store, data);
    }

    private async Task<(CurrentStore Store, VisitorData Data)> StoreAsync()
    {
        var made = await TestStore.CreateAsync(postgres.Database);
        return (new(made.TenantId, made.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Owner), new(postgres.Database, made));
    }
}
