using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.EndToEnd.Pages;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>From the section's overview down to one campaign, with the numbers that programs get.</summary>
[Collection(DemoPortal.Collection)]
public sealed class AnalyticsJourneyTests(DemoPortal portal, BrowserFixture browser)
{
    [Fact]
    public async Task LastWeek_FromTheOverviewToACampaign_ShowsTheNumbersOfTheApi()
    {
        await using var context = await browser.NewContextAsync();
        await (await new SignInPage(await context.NewPageAsync(), portal.Address).OpenAsync()).ExploreDemoAsync();
        var yesterday = DateOnly.FromDateTime(portal.Clock.GetUtcNow().AddHours(7).DateTime).AddDays(-1);
        var week = string.Create(CultureInfo.InvariantCulture, $"from={yesterday.AddDays(-6):yyyy-MM-dd}&to={yesterday:yyyy-MM-dd}");

        var page = new AnalyticsPage(context.Pages[0], portal.Address);
        await page.WatchForBlanksAsync();
        await page.OpenAsync(portal.Slug, week);
        var figures = (await AskAsync("overview?" + week)).GetProperty("figures");
        Assert.Equal(figures.GetProperty("sessions").GetDecimal(), await page.FigureAsync("Sessions"));
        Assert.Equal(figures.GetProperty("orders").GetDecimal(), await page.FigureAsync("Orders"));

        var (file, days) = await page.SaveChartAsync();
        Assert.EndsWith(".json", file, StringComparison.Ordinal);
        Assert.Equal(7, days.GetArrayLength());

        await page.FollowAsync("All sources", "Sources");
        await page.FollowAsync("Paid search", "Paid search");
        var sources = (await AskAsync($"sources?channel=paid_search&{week}")).GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(sources.Select(row => row.GetProperty("value").GetString()), await page.NamesAsync());

        var source = sources[0].GetProperty("value").GetString()!;
        await page.FollowAsync(source, source);
        Assert.Equal(["Sources", "Paid search", source], await page.CrumbsAsync());
        Assert.False(await page.WasBlankAsync());
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task ShowBots_Switched_IsInTheAddressAndCountsMore()
    {
        await using var context = await browser.NewContextAsync();
        await (await new SignInPage(await context.NewPageAsync(), portal.Address).OpenAsync()).ExploreDemoAsync();
        var page = await new AnalyticsPage(context.Pages[0], portal.Address).OpenAsync(portal.Slug, "");
        var people = await page.FigureAsync("Sessions");

        await page.ShowBotsAsync();

        Assert.Contains("bots=1", page.Page.Url, StringComparison.Ordinal);
        Assert.True(await page.FigureAsync("Sessions") > people);
        Assert.Empty(page.Errors);
    }

    private async Task<JsonElement> AskAsync(string question)
    {
        using var client = new HttpClient { BaseAddress = portal.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", portal.Access.ApiToken);
        return (await client.GetFromJsonAsync<JsonElement>("/api/v1/analytics/" + question, TestContext.Current.CancellationToken))
            .GetProperty("data");
    }
}
