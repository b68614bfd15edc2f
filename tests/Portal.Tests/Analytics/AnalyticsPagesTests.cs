using System.Net;
using AngleSharp.Dom;
using Portal.Testing.Analytics;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Analytics;

/// <summary>The section's pages over the events of one small story, as the browser first gets them.</summary>
public sealed class AnalyticsPagesTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Week = "from=2026-03-02&to=2026-03-08";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_Story_ShowsItsFiguresAndWhereTheyCameFrom()
    {
        using var browser = await OpenAsync("overview", "", Week);

        Assert.Equal(["Visitors", "Sessions", "Page views", "Bounce rate", "Average duration", "Conversion", "Orders", "Revenue"],
            browser.Page.QuerySelectorAll(".kpi .label").Select(label => label.TextContent));
        Assert.Equal(["3", "4", "5", "25.0%"], browser.Page.QuerySelectorAll(".kpi .value").Take(4).Select(value => value.TextContent));
        Assert.Contains("Organic search", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Austria", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_WithBots_CountsTheRobotToo()
    {
        using var browser = await OpenAsync("robots", "", Week + "&bots=1");

        Assert.Equal(["4", "5", "7"], browser.Page.QuerySelectorAll(".kpi .value").Take(3).Select(value => value.TextContent));
        Assert.NotNull(browser.Page.QuerySelector(".range-tools input[type=checkbox][checked]"));
    }

    [Theory]
    [InlineData("/pages", "/tea | 3 | 2 | 50.0% | 3 | 100.0%")]
    [InlineData("/pages?view=landing", "/tea | 2 | 50.0% | 50.0% | 2 min 30 s | 1 | 50.00%")]
    [InlineData("/sources", "Email | 1 | 0.0% | 0.0% | 5 min | 100.00% | 1 | 30")]
    [InlineData("/sources?channel=email&source=letter&medium=email", "spring | 1 | 0.0% | 0.0% | 5 min | 100.00% | 1 | 30")]
    [InlineData("/attribution", "Paid search | 30 | 0 | 0 | 15 | 13 | 15")]
    [InlineData("/search", "teapot | 1 | 1 | 100.0%")]
    [InlineData("/products", "Green tea | 1 | 1 | 100.0% | 1 | 100.0% | 1 | 20")]
    [InlineData("/retention?period=day", "2 Mar 2026 | 2 | 100.0% | 0.0% | 50.0%")]
    public async Task List_Story_ShowsTheRowCountedByHand(string page, string row)
    {
        using var browser = await OpenAsync($"list-{Guid.NewGuid():N}", page, Week);

        var rows = browser.Page.QuerySelectorAll("tbody tr")
            .Select(shown => string.Join(" | ", shown.Children.Select(cell => string.Join(' ',
            Shown(cell).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))));
        Assert.Contains(rows, shown => shown.StartsWith(row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_OfAList_HasWhatTheListShows()
    {
        using var browser = await OpenAsync("exported", "/pages", Week + "&sort=path");
        var address = browser.Page.QuerySelector("a[download]")!.GetAttribute("href")!;

        using var answer = await browser.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).TrimStart('\ufeff')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["Page,Views,Entrances,Bounce rate of entrances,Exits,Exits of views", "/,2,2,0,1,0.5", "/tea,3,2,0.5,3,1"], lines);
    }

    [Theory]
    [InlineData("/landing-pages.csv", "Landing page,")]
    [InlineData("/sources.csv?channel=email", "Source,")]
    [InlineData("/attribution.csv?by=campaign&show=orders", "Campaign,First,Last,")]
    [InlineData("/search.csv?view=missed", "Words,")]
    [InlineData("/products.csv", "Product,Views,")]
    public async Task Export_OfEachList_BeginsWithItsColumns(string file, string head)
    {
        using var browser = await OpenAsync($"file-{Guid.NewGuid():N}", "/pages", Week);
        var slug = browser.Path.Split('/')[2];

        var text = await browser.Client.GetStringAsync(new Uri($"/s/{slug}/analytics{file}", UriKind.Relative), Cancel);

        Assert.StartsWith(head, text.TrimStart('\ufeff'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_StoreWithoutEvents_SaysWhatFillsIt()
    {
        var store = await app.StoreAsync("Nothing yet", "owner@nothing.example");
        using var browser = await app.SignedInAsync("owner@nothing.example");

        await browser.OpenAsync($"/s/{store.Slug}/analytics/pages");

        Assert.Equal("Install the tracker", browser.Page.QuerySelector(".empty a")!.TextContent);
    }

    [Theory]
    [InlineData("from=yesterday&to=never&bots=perhaps&compare=no")]
    [InlineData("from=2026-03-08&to=2026-03-02")]
    [InlineData("from=1990-01-01&to=2026-03-02")]
    public async Task Page_AddressWithoutSense_ShowsTheStandardRange(string query)
    {
        using var browser = await OpenAsync($"odd-{Guid.NewGuid():N}", "", query);

        Assert.Contains("Last 28 days", browser.Page.QuerySelector(".context")!.TextContent, StringComparison.Ordinal);
    }

    // A wide screen leaves out what only a card needs.
    private static string Shown(IElement cell) =>
        string.Concat(cell.ChildNodes.Where(node => node is not IElement { ClassName: "card-only" }).Select(node => node.TextContent));

    private async Task<PortalBrowser> OpenAsync(string name, string page, string query)
    {
        var store = await app.StoreAsync(name, $"owner@{name}.example");
        await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug)
            .ProjectAsync(app.Database, [.. AnalyticsStory.Events.Select(happened => happened with { Currency = null })]);
        var browser = await app.SignedInAsync($"owner@{name}.example");
        await browser.OpenAsync($"/s/{store.Slug}/analytics{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        return browser;
    }
}
