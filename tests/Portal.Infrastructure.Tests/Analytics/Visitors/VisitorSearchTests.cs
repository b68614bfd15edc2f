using System.Globalization;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Analytics.Visitors.Visits;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

public sealed class VisitorSearchTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
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
        var store = await DewiAsync();

        var match = Assert.Single(await Search.FindAsync(store.Open(), text, searchesPeople: true, Cancel));

        Assert.Equal((by, Dewi, "dewi", true, 2L, "ID"),
            (match.MatchedBy, match.Visitor.Visitor, match.Visitor.Name, match.Visitor.IsKnown, match.Visitor.Sessions,
            match.Visitor.Country));
    }

    [Fact]
    public async Task Run_NumberOfOneOfHerBrowsers_FindsThePerson()
    {
        var store = await DewiAsync();

        var match = Assert.Single(await Search.FindAsync(store.Open(), VisitorId.OfAnonymous("phone")
            .ToString(CultureInfo.InvariantCulture), searchesPeople: true, Cancel));

        Assert.Equal((MatchedBy.VisitorNumber, Dewi), (match.MatchedBy, match.Visitor.Visitor));
    }

    [Fact]
    public async Task Run_UserKnownOnlyToServers_IsFoundWithHerDay()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, Order("A-1", "u-7", Noon, 10));

        var found = Assert.Single(await Search.FindAsync(store.Open(), "u-7", searchesPeople: true, Cancel)).Visitor;

        Assert.Equal((VisitorId.OfUser("u-7"), "u-7", true, new DateTimeOffset(2026, 11, 19, 23, 0, 0, TimeSpan.Zero)),
            (found.Visitor, found.Name, found.IsKnown, found.SeenAt));
    }

    [Theory]
    [InlineData("Dewi@Example.com", 0)]
    [InlineData("dewi", 1)]
    [InlineData("A-1", 1)]
    public async Task Run_ForAReaderWithoutPersonalData_DoesNotLookAtAddresses(string text, int found)
    {
        var store = await DewiAsync();

        Assert.Equal(found, (await Search.FindAsync(store.Open(), text, searchesPeople: false, Cancel)).Count);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("nobody@example.com")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Run_Unknown_FindsNobody(string? text) =>
        Assert.Empty(await Search.FindAsync((await DewiAsync()).Open(), text, searchesPeople: true, Cancel));

    [Fact]
    public async Task Run_EndlessEmail_IsStoredAndNotFound()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var endless = new string('x', 20_000) + "@example.com";
        await store.ProjectAsync(postgres.Database, Identify("phone", "dewi", Noon, $$"""{"email":"{{endless}}"}"""));

        Assert.Empty(await Search.FindAsync(store.Open(), endless, searchesPeople: true, Cancel));
        Assert.Empty(await Search.FindAsync(store.Open(), "x@example.com", searchesPeople: true, Cancel));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("dewi")]
    [InlineData("dewi@example.com")]
    [InlineData("A-1")]
    public async Task Run_OtherTenant_FindsNobody(string text)
    {
        await DewiAsync();
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Empty(await Search.FindAsync(stranger.Open(), text, searchesPeople: true, Cancel));
    }

    [Fact]
    public async Task Latest_SeveralPages_HaveEachPersonOnceByHerLatestSession()
    {
        var store = await DewiAsync();
        await store.ProjectAsync(postgres.Database,
            [.. Enumerable.Range(0, 7).Select(number => Page($"v{number}", Noon.AddHours(-10 * number).AddMinutes(-1)))]);
        await store.ProjectAsync(postgres.Database, Page("crawler", Noon) with { IsBot = true });
        var names = new List<string?>();

        VisitorCursor? next = null;
        do
        {
            var page = await List.LatestAsync(store.TenantId, Berlin.Days(11, 18, 20), VisitorCursor.Parse(next?.ToString()), 2, Cancel);
            names.AddRange(page.Visitors.Select(visitor => visitor.Name));
            next = page.Next;
        }
        while (next is not null);

        // v6 is of the evening before the range, in Berlin.
        Assert.Equal(["dewi", "v0", "v1", "v2", "v3", "v4", "v5"], names);
        Assert.Equal("crawler", (await List.LatestAsync(store.TenantId, Berlin.Days(11, 18, 20, bots: true), null, 2,
            Cancel)).Visitors.Single(visitor => visitor.IsBot).Name);
    }

    [Fact]
    public async Task Latest_OtherTenant_IsEmpty()
    {
        await DewiAsync();
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Empty((await List.LatestAsync(stranger.TenantId, Berlin.Days(11, 18, 20, bots: true), null, 20, Cancel)).Visitors);
    }

    private async Task<TestStore> DewiAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database,
            Page("phone", Noon.AddDays(-1)) with { Country = "SG" }, Page("phone", Noon), Identify("phone", "dewi", Noon.AddMinutes(5), """{"email":"dewi@example.com"}"""),
            Order("A-1", "dewi", Noon, 120), Page("tablet", Noon.AddDays(-3)));
        return store;
    }
}
