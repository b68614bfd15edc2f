using AngleSharp.Dom;
using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Paths;
using Portal.Testing.Analytics;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Analytics.Paths;

/// <summary>The page over the story: four sessions, two of them from the front page, one of which went on to the tea.</summary>
public sealed class PathsPageTests(PortalApp app) : ExplorerPageTest(app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Page_Story_ShowsEachStepWithItsSessionsAndShare()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);

        var page = OpenPaths(store);

        Assert.Equal(
            ["Start of the session 4 100.0%", "/ 2 50.0%", "/tea 2 50.0%", "/tea 1 25.0%", "Left the shop 3 75.0%",
                "Left the shop 1 25.0%"],
            page.FindAll(".path-label").Select(label => Words(label)));
        Assert.StartsWith("From the start of the session: 4 sessions, most often ", page.Find(".path-scroll").GetAttribute("aria-label"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AsATable_HasEachMoveWithItsSessions()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);
        var page = OpenPaths(store);

        await page.PressAsync("button[aria-label='Show as a table']");

        var moves = page.FindAll("tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent))).ToList();
        Assert.Contains("1 step later | Start of the session | / | 2 | 50.0%", moves);
        Assert.Contains("2 steps later | / | /tea | 1 | 25.0%", moves);
        Assert.Contains("2 steps later | /tea | Left the shop | 2 | 50.0%", moves);
    }

    [Fact]
    public async Task Page_BeforeAPage_TellsWhereTheyCameFrom()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);

        var page = OpenPaths(store, "&node=page:/tea&direction=before");

        Assert.Equal(["/tea 3 100.0%", "/ 1 33.3%", "Came into the shop 2 66.7%", "Came into the shop 1 33.3%"],
            page.FindAll(".path-label").Select(label => Words(label)));
    }

    [Fact]
    public async Task Anchor_EventChosen_IsInTheAddressAndFollowed()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);
        var page = OpenPaths(store, "&steps=both");

        await page.Find(".path-anchor select").ChangeAsync("event");
        await page.Find(".path-anchor input").ChangeAsync("Product Added");
        await page.Find(".path-anchor").SubmitAsync();

        Assert.Contains("node=event%3Aproduct_added", Address.Uri, StringComparison.OrdinalIgnoreCase);
        page.WaitForAssertion(() => Assert.Equal("Product added 1 100.0%", Words(page.Find(".path-label"))));
        Assert.Contains("After Product added", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NobodyWasThere_SaysSo()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);

        var page = OpenPaths(store, "&node=page:/nowhere");

        Assert.Contains("No session of these days was there.", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OtherTenant_SeesNoSession()
    {
        await EnterAsync(StoreRole.Owner, AnalyticsStory.Events);
        var (store, _) = await EnterAsync(StoreRole.Owner);

        var page = OpenPaths(store);

        Assert.Empty(page.FindAll(".path-label"));
    }

    private static string Words(IElement label) => string.Join(' ', label.Children.Select(part => part.TextContent.Trim()));

    private IRenderedComponent<PathsPage> OpenPaths(CurrentStore store, string query = "")
    {
        var page = Open<PathsPage>(
            store, PortalUrls.AnalyticsPage(store.Slug, "paths") + "?from=2026-03-02&to=2026-03-08" + query, parameters =>
                parameters.Add(p => p.Store, store.Slug));
        page.WaitForElement(".path-flow, .empty");
        return page;
    }
}
