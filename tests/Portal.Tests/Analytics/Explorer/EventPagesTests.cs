using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Explorer;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Analytics.Explorer;

public sealed class EventPagesTests(PortalApp app) : ExplorerPageTest(app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Names_OfTheStore_LeadToTheirEvents()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, new TestEvent("cart_viewed", Noon), new TestEvent("cart_viewed", Noon),
            new TestEvent("page_viewed", Noon));

        var page = Open<EventNamesPage>(store, PortalUrls.Events(store.Slug));

        page.WaitForAssertion(() => Assert.Equal(["cart_viewed", "page_viewed"],
            page.FindAll("tbody td.main-cell a").Select(link => link.TextContent)));
        Assert.StartsWith(PortalUrls.EventName(store.Slug, "cart_viewed"), page.Find("tbody td.main-cell a").GetAttribute("href"),
            StringComparison.Ordinal);
        Assert.Contains("66.7%", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("tbody .spark").Count);
    }

    [Fact]
    public async Task Names_StoreWithoutEvents_SaysWhatFillsTheList()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer);

        var page = Open<EventNamesPage>(store, PortalUrls.Events(store.Slug));

        page.WaitForAssertion(() => Assert.Contains("once the store sends some", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_LatestEvents_AreListedNewestFirst()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, Viewed("old", Noon, "Toraja"), Viewed("new", Noon.AddMinutes(1), "Gayo"));

        var page = OpenName(store, "");

        page.WaitForAssertion(() => Assert.Equal(["new", "old"],
            page.FindAll("tr[data-message]").Select(row => row.GetAttribute("data-message"))));
        Assert.Equal(["Gayo", "Toraja"], page.FindAll("td.about").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("2 events", page.Find(".card-head .beside").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_FilterByProperty_NarrowsAndIsInTheAddress()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, Viewed("a", Noon, "Toraja"), Viewed("b", Noon, "Gayo"));
        var page = OpenName(store, "");
        page.WaitForElement("tr[data-message]");

        await page.FindAll(".property-filter input")[0].InputAsync("name");
        await page.FindAll(".property-filter input")[1].InputAsync("Gayo");
        await page.Find(".property-filter").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("property=name&value=Gayo", Address.Uri, StringComparison.Ordinal));
        var narrowed = OpenName(store, "?property=name&value=Gayo");
        narrowed.WaitForAssertion(() => Assert.Equal(["b"],
            narrowed.FindAll("tr[data-message]").Select(row => row.GetAttribute("data-message"))));
        Assert.Contains("2 events looked at", narrowed.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_FilterThatIsNoProperty_SaysHowToWriteOne()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, Viewed("a", Noon, "Toraja"));
        var page = OpenName(store, "");
        page.WaitForElement("tr[data-message]");

        await page.FindAll(".property-filter input")[0].InputAsync("a.b.c.d");
        await page.Find(".property-filter").SubmitAsync();

        Assert.Contains("products[].sku", page.Find(".error").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreRole.Viewer, "d•••@example.com")]
    [InlineData(StoreRole.Support, "dewi@example.com")]
    public async Task Name_OpenedEvent_ShowsPersonalDataByRole(StoreRole role, string shown)
    {
        var (store, _) = await EnterAsync(role, new TestEvent("newsletter_joined", Noon) { MessageId = "m1", Properties = """{"email":"dewi@example.com","list":"news"}""" });

        var page = Open<EventNamePage>(
            store, PortalUrls.EventName(store.Slug, "newsletter_joined") + "?event="
                + new Infrastructure.Analytics.Explorer.EventCursor(Noon, "m1"),
            parameters => parameters.Add(p => p.Name, "newsletter_joined").Add(p => p.Store, store.Slug));

        var dialog = page.WaitForElement("dialog");
        Assert.Contains($"\"email\": \"{shown}\"", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"list\": \"news\"", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("m1", dialog.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_EventOfAnotherStore_IsNotOpened()
    {
        await EnterAsync(StoreRole.Owner, Viewed("secret", Noon, "Gayo"));
        var (store, _) = await EnterAsync(StoreRole.Owner, Viewed("mine", Noon, "Toraja"));

        var page = OpenName(store, "?event=" + new Infrastructure.Analytics.Explorer.EventCursor(Noon, "secret"));

        page.WaitForElement("tr[data-message]");
        Assert.Empty(page.FindAll("dialog"));
        Assert.DoesNotContain("Gayo", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_OfAName_TellsTypesDriftAndAlikeNames()
    {
        var (store, _) = await EnterAsync(
            StoreRole.Viewer,
            new TestEvent("product_viewed", Noon) { Properties = """{"price":10,"product_id":"P1"}""" },
            new TestEvent("product_viewed", Noon) { Properties = """{"price":"10","product_id":"P2"}""" },
            new TestEvent("product_viewed", Noon) { Properties = """{"productId":"P3"}""" });

        var page = Open<EventSchemaPage>(store, PortalUrls.EventSchema(store.Slug) + "?name=product_viewed",
            parameters => parameters.Add(p => p.Store, store.Slug));

        var price = page.WaitForElement("tr[data-property=price]");
        Assert.Contains("66.7%", price.TextContent, StringComparison.Ordinal);
        Assert.Contains("More than one type", price.TextContent, StringComparison.Ordinal);
        Assert.Contains("Looks like product_id", page.Find("tr[data-property=productId]").TextContent, StringComparison.Ordinal);
        Assert.Contains("of 3 events in these days", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_FromTheListToAName_WaitsForItsProperties()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, Viewed("a", Noon, "Toraja"));
        var page = Open<EventSchemaPage>(store, PortalUrls.EventSchema(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));
        page.WaitForElement("tbody td.main-cell a");

        Address.NavigateTo(PortalUrls.EventSchema(store.Slug) + "?name=product_viewed");

        page.WaitForElement("tr[data-property=name]");
    }

    private static TestEvent Viewed(string id, DateTime at, string product) => new("product_viewed", at) { MessageId = id, Properties = $$"""{"name":"{{product}}"}""" };

    private IRenderedComponent<EventNamePage> OpenName(CurrentStore store, string query) => Open<EventNamePage>(
        store, PortalUrls.EventName(store.Slug, "product_viewed") + query, parameters =>
            parameters.Add(p => p.Name, "product_viewed").Add(p => p.Store, store.Slug));
}
