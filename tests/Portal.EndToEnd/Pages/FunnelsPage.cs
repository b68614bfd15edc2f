using System.Globalization;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Pages;

/// <summary>Where funnels are put together, counted and kept.</summary>
public sealed class FunnelsPage(IPage page, Uri address) : PortalPage(page, address)
{
    /// <summary>The funnels that the page offers, the shop's own first.</summary>
    public ILocator Offered => Page.Locator(".tabs a");

    /// <summary>The page without a funnel of one's own, for the days of a query.</summary>
    public async Task<FunnelsPage> OpenAsync(string slug, string query)
    {
        await GotoAsync($"{PortalUrls.AnalyticsPage(slug, "funnels")}?{query}");
        await WaitUntilInteractiveAsync();
        await WaitUntilLoadedAsync();
        return this;
    }

    /// <summary>Makes these events the steps, each within the days after the first, and lets them be counted.</summary>
    public async Task CountAsync(int days, params string[] events)
    {
        var steps = Page.Locator(".match-steps > li");
        for (var count = await steps.CountAsync(); count > events.Length; count--)
        {
            await Page.GetByRole(AriaRole.Button, new() { Name = $"Remove step {count}", Exact = true }).ClickAsync();
            await Assertions.Expect(steps).ToHaveCountAsync(count - 1);
        }

        for (var step = 0; step < events.Length; step++)
        {
            await EnterAsync($"Event of step {step + 1}", events[step]);
        }

        await EnterAsync("Length of the window", days.ToString(CultureInfo.InvariantCulture));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Count people", Exact = true }).ClickAsync();
        await Assertions.Expect(Page.Locator(".funnel > li")).ToHaveCountAsync(events.Length);
        await WaitUntilLoadedAsync();
    }

    /// <summary>People at each step.</summary>
    public async Task<IReadOnlyList<long>> PeopleAsync() => [.. (await Page.Locator(".funnel .amount").AllInnerTextsAsync())
        .Select(text => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];

    /// <summary>Keeps the funnel under a name, by which the page then offers it.</summary>
    public async Task SaveAsync(string name)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save funnel", Exact = true }).ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save the funnel", Exact = true }).ClickAsync();
        await Assertions.Expect(Page.Locator(".tabs a[aria-current]")).ToHaveTextAsync(name);
        await Assertions.Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);
    }

    /// <summary>Opens a funnel that the page offers, which has so many steps.</summary>
    public async Task ChooseAsync(string name, int steps)
    {
        await Offered.Filter(new() { HasTextString = name }).ClickAsync();
        await Assertions.Expect(Page.Locator(".tabs a[aria-current]")).ToHaveTextAsync(name);
        await Assertions.Expect(Page.Locator(".funnel > li")).ToHaveCountAsync(steps);
    }

    // A field tells the server when it is left.
    private async Task EnterAsync(string label, string text)
    {
        var field = Page.GetByLabel(label, new() { Exact = true });
        await field.FillAsync(text);
        await field.PressAsync("Tab");
    }
}
