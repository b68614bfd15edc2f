using System.Globalization;
using Bunit;
using Portal.Domain.Events;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Visitors;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Analytics.Visitors;

public sealed class VisitorPagesTests(PortalApp app) : ExplorerPageTest(app), IClassFixture<PortalApp>
{
    private static readonly long Dewi = VisitorId.OfUser("dewi");

    [Fact]
    public async Task List_Latest_LeadsToEachVisitor()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, [.. Dewis, Page("tablet", Noon.AddHours(-2))]);

        var page = Open<VisitorsPage>(store, PortalUrls.Visitors(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForAssertion(() => Assert.Equal(["dewi", "tablet"], page.FindAll("td.main-cell a").Select(link => link.TextContent)));
        Assert.Equal(PortalUrls.Visitor(store.Slug, Dewi), page.Find("td.main-cell a").GetAttribute("href"));
        Assert.Contains("Identified", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreRole.Manager, "dewi@example.com", "By e-mail address")]
    [InlineData(StoreRole.Viewer, "dewi@example.com", "No visitor found")] // may not see people, so may not find them
    [InlineData(StoreRole.Viewer, "A-1", "By order")]
    [InlineData(StoreRole.Viewer, "nobody", "No visitor found")]
    public async Task List_Search_SaysWhatTheTextWas(StoreRole role, string text, string expected)
    {
        var (store, _) = await EnterAsync(role, Dewis);

        var page = Open<VisitorsPage>(store, PortalUrls.Visitors(store.Slug) + "?q=" + Uri.EscapeDataString(text),
            parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForAssertion(() => Assert.Contains(expected, page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Visitor_Timeline_HasSessionAndOrderAndOpensTheEvents()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, Dewis);
        var page = OpenVisitor(store, VisitorId.OfAnonymous("phone"));
        page.WaitForElement("[data-entry=session]");

        await page.PressAsync("[data-entry=session] button");

        page.WaitForAssertion(() => Assert.Equal(["identify", "page_viewed"],
            page.FindAll("[data-entry=session] tr[data-message] td.main-cell").Select(cell => cell.TextContent)));
        Assert.Contains("Order A-1, €120.00", page.Find("[data-entry=order]").TextContent, StringComparison.Ordinal);
        Assert.Contains("dewi", page.Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreRole.Viewer, "d•••@example.com", "••• 89")]
    [InlineData(StoreRole.Support, "dewi@example.com", "0812 345 6789")]
    public async Task Visitor_Traits_AreMaskedBelowSupport(StoreRole role, string email, string phone)
    {
        var (store, _) = await EnterAsync(role, Dewis);

        var page = OpenVisitor(store, Dewi);

        page.WaitForAssertion(() => Assert.Contains(email, page.Markup, StringComparison.Ordinal));
        Assert.Contains(phone, page.Markup, StringComparison.Ordinal);
        Assert.Equal(role == StoreRole.Viewer, !page.Markup.Contains("dewi@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Visitor_TraitWithinAnother_HasALineOfItsOwn()
    {
        var known = new TestEvent("identify", Noon) { UserId = "dewi", Properties = """{"vip":true,"address":{"geo":{"lat":-6.2},"city":"Jakarta"},"tags":["a","b"]}""" };
        var (store, _) = await EnterAsync(StoreRole.Support, known);

        var page = OpenVisitor(store, Dewi);

        page.WaitForAssertion(() => Assert.Contains("Said to be", page.Markup, StringComparison.Ordinal));
        var card = page.FindAll(".card").First(card => card.QuerySelector("h2")?.TextContent.StartsWith("Said to be",
            StringComparison.Ordinal) == true);
        Assert.Equal(
            ["address.city: Jakarta", "address.geo.lat: -6.2", """tags: ["a","b"]""", "vip: true"],
            card.QuerySelectorAll("dt").Select(name => $"{name.TextContent}: {name.NextElementSibling!.TextContent}"));
    }

    [Fact]
    public async Task Visitor_Bot_IsShownWhenAskedFor()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, Page("crawler", Noon) with { IsBot = true });

        var page = OpenVisitor(store, VisitorId.OfAnonymous("crawler"));
        page.WaitForAssertion(() => Assert.Contains("are a bot's and count nowhere", page.Markup, StringComparison.Ordinal));
        await page.PressAsync(".empty .link-btn");

        Assert.EndsWith("bots=1", Address.Uri, StringComparison.Ordinal);
        page = OpenVisitor(store, VisitorId.OfAnonymous("crawler"), "?bots=1");
        page.WaitForAssertion(() => Assert.Contains("Bot", page.Find("[data-entry=session]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Visitor_OfAnotherStore_IsNotFound()
    {
        await EnterAsync(StoreRole.Owner, Dewis);
        var (store, _) = await EnterAsync(StoreRole.Owner);

        var page = OpenVisitor(store, Dewi);

        page.WaitForAssertion(() => Assert.Contains("There is no such page", page.Markup, StringComparison.Ordinal));
    }

    private static TestEvent[] Dewis =>
    [
        Page("phone", Noon),
        new TestEvent("identify", Noon.AddMinutes(1)) { AnonymousId = "phone", UserId = "dewi", Properties = """{"email":"dewi@example.com","phone":"0812 345 6789"}""" },
        new TestEvent(EventName.OrderCompleted, Noon.AddMinutes(2)) { AnonymousId = null, UserId = "dewi", OrderId = "A-1", Revenue = 120,
            Currency = "EUR" },
    ];

    private static TestEvent Page(string browser, DateTime at) =>
        new(EventName.PageViewed, at) { AnonymousId = browser, Path = "/gayo", Device = "mobile", Country = "ID" };

    private IRenderedComponent<VisitorPage> OpenVisitor(CurrentStore store, long visitor, string query = "") => Open<VisitorPage>(
        store, PortalUrls.Visitor(store.Slug, visitor) + query, parameters =>
            parameters.Add(p => p.Visitor, visitor).Add(p => p.Store, store.Slug));
}
