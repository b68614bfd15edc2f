using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Pages;

/// <summary>A page of the analytics section.</summary>
public sealed partial class AnalyticsPage(IPage page, Uri address) : PortalPage(page, address)
{
    /// <summary>The overview for the days of a query.</summary>
    public async Task<AnalyticsPage> OpenAsync(string slug, string query)
    {
        await GotoAsync($"/s/{slug}/analytics?{query}");
        await WaitUntilInteractiveAsync();
        await WaitUntilLoadedAsync();
        return this;
    }

    /// <summary>A figure of the strip, unabbreviated.</summary>
    public async Task<decimal> FigureAsync(string label)
    {
        var value = Page.GetByRole(AriaRole.Region, new() { Name = label, Exact = true }).Locator(".value");
        var text = await value.GetAttributeAsync("data-tip") ?? await value.InnerTextAsync();
        return decimal.Parse(Digits().Match(text).Value, NumberStyles.Number, CultureInfo.InvariantCulture);
    }

    /// <summary>Presses a link and waits for the list that it leads to.</summary>
    /// <param name="heading">Of the page that it leads to.</param>
    public async Task FollowAsync(string link, string heading)
    {
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
        await Assertions.Expect(Heading).ToHaveTextAsync(heading);
        await Page.Locator("tbody tr").First.WaitForAsync();
        await WaitUntilLoadedAsync();
    }

    /// <summary>Saves the figures of the page's first chart as JSON.</summary>
    /// <returns>The name of the saved file and what it holds.</returns>
    public async Task<(string Name, JsonElement Rows)> SaveChartAsync()
    {
        var chart = Page.Locator(".chart").First;
        await chart.GetByLabel("More for this chart").ClickAsync();
        var download = await Page.RunAndWaitForDownloadAsync(() => chart.GetByText("Save as JSON").ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        return (download.SuggestedFilename, await JsonSerializer.DeserializeAsync<JsonElement>(file));
    }

    /// <summary>Counts robots too.</summary>
    public async Task ShowBotsAsync()
    {
        var sessions = Page.GetByRole(AriaRole.Region, new() { Name = "Sessions", Exact = true }).Locator(".value");
        var before = await sessions.InnerTextAsync();
        await Page.GetByLabel("Show bots").CheckAsync();
        await Assertions.Expect(sessions).Not.ToHaveTextAsync(before);
    }

    /// <summary>The first column of the list.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync() => await Page.Locator("tbody td.main-cell").AllInnerTextsAsync();

    /// <summary>The way to the page.</summary>
    public async Task<IReadOnlyList<string>> CrumbsAsync() =>
        [.. (await Page.Locator(".crumbs li").AllInnerTextsAsync()).Select(crumb => crumb.Trim())];

    [GeneratedRegex("[0-9][0-9.,]*")]
    private static partial Regex Digits();
}
