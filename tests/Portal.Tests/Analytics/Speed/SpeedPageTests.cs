using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Testing.Analytics;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Analytics.Speed;

/// <summary>Page speed of one small story: the page, its file and the API say the same.</summary>
public sealed class SpeedPageTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Week = "from=2026-03-02&to=2026-03-08";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_Story_ShowsEachMeasurementWithItsRating()
    {
        using var browser = await OpenAsync("?" + Week);

        Assert.Equal(
            ["Largest paint (LCP)", "Interaction (INP)", "Layout shift (CLS)", "First paint (FCP)", "First byte (TTFB)"],
            browser.Page.QuerySelectorAll(".kpi .label").Select(label => label.TextContent));
        Assert.Equal(["2.5 s", "210 ms", "0.1", "1.8 s", "810 ms"],
            browser.Page.QuerySelectorAll(".kpi .value").Select(value => value.TextContent));
        Assert.Equal(["Good", "Needs improvement", "Good", "Good", "Needs improvement"],
            browser.Page.QuerySelectorAll(".kpi .status").Select(status => status.TextContent.Trim()));
        Assert.Equal("75.0% good, 0.0% need improvement, 25.0% poor, of 4 page loads",
            browser.Page.QuerySelector(".shares")!.GetAttribute("aria-label"));
        Assert.Equal(["/tea|3|4,100|90|0|3,100|1,900", "/|2|2,400|210|0.1|1,800|810"], Rows(browser));
    }

    [Fact]
    public async Task Page_OneDevice_ShowsItsLoadsAloneAndKeepsTheChoiceInItsLinks()
    {
        using var browser = await OpenAsync($"?{Week}&device=mobile&metric=cls");

        Assert.Equal("Mobile", browser.Page.QuerySelector(".tabs [aria-current=page]")!.TextContent.Trim());
        Assert.Equal(["2.4 s", "210 ms"], browser.Page.QuerySelectorAll(".kpi .value").Take(2).Select(value => value.TextContent));
        Assert.Equal(["/|2|2,400|210|0.1|1,800|810", "/tea|1|—|—|—|—|120"], Rows(browser));
        Assert.Contains("Layout shift over time", browser.Text, StringComparison.Ordinal);
        Assert.All(browser.Page.QuerySelectorAll(".tabs a"),
            tab => Assert.Contains("metric=cls", tab.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains("device=mobile", browser.Page.QuerySelector("a[download]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfPages_HasTheMeasuredNumbers()
    {
        using var browser = await OpenAsync($"?{Week}&device=mobile");
        var address = browser.Page.QuerySelector("a[download]")!.GetAttribute("href")!;

        var lines = (await browser.Client.GetStringAsync(new Uri(address, UriKind.Relative), Cancel)).TrimStart('\ufeff')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["Page,Samples,\"LCP, ms\",\"INP, ms\",CLS,\"FCP, ms\",\"TTFB, ms\"", "/,2,2400,210,0.1,1800,810", "/tea,1,,,,,120"],
            lines);
    }

    [Fact]
    public async Task Api_Story_SaysWhatThePageSays()
    {
        using var api = await WithTokenAsync();

        Assert.Equal(
            ["lcp 2500 good 4 3 0 1", "inp 210 needs_improvement 3 2 1 0", "cls 0.1 good 3 3 0 0", "fcp 1800 good 4 3 0 1",
                "ttfb 810 needs_improvement 5 3 1 1"],
            (await AskAsync(api, "speed")).EnumerateArray().Select(figures =>
                $"{figures.GetProperty("metric")} {figures.GetProperty("p75")} {figures.GetProperty("rating")} "
                    + $"{figures.GetProperty("samples")} {figures.GetProperty("good")} {figures.GetProperty("needsImprovement")} "
                    + $"{figures.GetProperty("poor")}"));
        Assert.Equal(
            ["/tea 3 4100 90 0 3100 1900", "/ 2 2400 210 0.1 1800 810"],
            (await AskAsync(api, "speed/pages")).GetProperty("rows").EnumerateArray()
                .Select(page => string.Join(' ', page.EnumerateObject().Select(member => member.Value.ToString()))));
        Assert.Equal(
            ["2026-03-02 2400 2", "2026-03-03 4100 2"],
            (await AskAsync(api, "speed/days?metric=lcp")).EnumerateArray()
                .Select(day => string.Join(' ', day.EnumerateObject().Select(member => member.Value.ToString()))));
        Assert.Equal(JsonValueKind.Null, (await AskAsync(api, "speed?device=tablet"))[0].GetProperty("p75").ValueKind);
    }

    [Theory]
    [InlineData("speed?device=fridge", "device")]
    [InlineData("speed/days?metric=fid", "metric")]
    [InlineData("speed/pages?sort=colour", "sort")]
    public async Task Api_WrongParameter_IsNamed(string question, string field)
    {
        using var story = await StoryApi.OpenStrangerAsync(app);

        Assert.Equal([field], await story.WrongAsync(question));
    }

    [Fact]
    public async Task Page_NothingMeasured_LeadsToTheSetting()
    {
        var store = await app.StoreAsync("Unmeasured", "owner@unmeasured.example");
        using var browser = await app.SignedInAsync("owner@unmeasured.example");

        await browser.OpenAsync($"/s/{store.Slug}/analytics/speed");

        var link = browser.Page.QuerySelector(".empty a")!;
        Assert.Equal(("Choose a site to measure", $"/s/{store.Slug}/settings/sites"), (link.TextContent, link.GetAttribute("href")));
        Assert.Contains("Switch on “Measure page speed”", browser.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(PortalBrowser browser) =>
        browser.Page.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell =>
        string.Concat(cell.ChildNodes.Where(node => node is not AngleSharp.Dom.IElement { ClassName: "card-only" })
            .Select(node => node.TextContent)).Trim())));

    private static async Task<JsonElement> AskAsync(HttpClient client, string question)
    {
        var mark = question.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return (await client.GetFromJsonAsync<JsonElement>($"/api/v1/analytics/{question}{mark}{Week}", Cancel)).GetProperty("data");
    }

    private async Task<HttpClient> WithTokenAsync()
    {
        var store = await app.StoreAsync("Fast", $"{Guid.NewGuid():N}@speed.example");
        await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug).ProjectAsync(app.Database, SpeedStory.Events);
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.ApiToken);
        return client;
    }

    private async Task<PortalBrowser> OpenAsync(string query)
    {
        var owner = $"{Guid.NewGuid():N}@speed.example";
        var store = await app.StoreAsync("Fast", owner);
        await new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug).ProjectAsync(app.Database, SpeedStory.Events);
        var browser = await app.SignedInAsync(owner);
        await browser.OpenAsync($"/s/{store.Slug}/analytics/speed{query}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        return browser;
    }
}
