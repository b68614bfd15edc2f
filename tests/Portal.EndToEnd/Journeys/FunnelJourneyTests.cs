using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Portal.EndToEnd.Pages;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>From an idea of a funnel to one that everybody in the store finds, with the numbers that programs get.</summary>
[Collection(DemoPortal.Collection)]
public sealed class FunnelJourneyTests(DemoPortal portal, BrowserFixture browser)
{
    private const string Name = "From the product into the cart";

    [Fact]
    public async Task TwoSteps_CountedAndKept_AreOfferedAgainWithTheNumbersOfTheApi()
    {
        await using var context = await browser.NewContextAsync();
        var owner = portal.Access.Owner!;
        await (await new SignInPage(await context.NewPageAsync(), portal.Address).OpenAsync()).SignInAsync(owner.Email, owner.Password);
        var page = await new FunnelsPage(context.Pages[0], portal.Address).OpenAsync(portal.Slug, Days);

        await page.CountAsync(1, "product_viewed", "product_added");
        var people = await page.PeopleAsync();
        Assert.InRange(people[1], 1, people[0] - 1);
        Assert.Equal(people, await AskAsync());

        await page.SaveAsync(Name);
        Assert.Equal(people, await page.PeopleAsync());

        await page.OpenAsync(portal.Slug, Days);
        await Assertions.Expect(page.Offered.First).ToHaveAttributeAsync("aria-current", "page");
        await page.ChooseAsync(Name, steps: 2);
        Assert.Equal(people, await page.PeopleAsync());
        Assert.Empty(page.Errors);
    }

    // Days whose people have no time left to go on, so that the simulator does not change them.
    private string Days
    {
        get
        {
            var today = DateOnly.FromDateTime(portal.Clock.GetUtcNow().AddHours(7).DateTime);
            return string.Create(CultureInfo.InvariantCulture, $"from={today.AddDays(-5):yyyy-MM-dd}&to={today.AddDays(-2):yyyy-MM-dd}");
        }
    }

    private async Task<IReadOnlyList<long>> AskAsync()
    {
        using var client = new HttpClient { BaseAddress = portal.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", portal.Access.ApiToken);
        var answer = await client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/analytics/funnel?step=product_viewed&step=product_added&window=1d&{Days}", TestContext.Current.CancellationToken);
        return [.. answer.GetProperty("data").GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("count").GetInt64())];
    }
}
