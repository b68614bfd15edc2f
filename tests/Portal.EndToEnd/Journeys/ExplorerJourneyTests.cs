using System.Text;
using Microsoft.Playwright;
using Portal.EndToEnd.Pages;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>A developer who just sent an event looks whether it came, what it says, and what such events carry.</summary>
public sealed class ExplorerJourneyTests(PortalApp portal, BrowserFixture browser) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Event_SentByHttp_IsInTheTailCanBeOpenedAndHasASchema()
    {
        var owner = await TestOwner.CreateAsync(portal);
        await using var context = await browser.NewContextAsync();
        var page = await new EventsPage(await owner.SignInAsync(context, portal), portal.Address).OpenTailAsync(owner.Store.Slug);

        await SendAsync(owner, "first", """{"cart_id":"C-1","value":129.5,"gift":true}""");
        await Assertions.Expect(page.Line("first")).ToContainTextAsync("cart_viewed");
        await SendAsync(owner, "second", """{"cart_id":"C-2","value":"none"}""");
        await page.Line("second").WaitForAsync();

        var said = await page.ReadAsync("first");
        Assert.Contains("\"cart_id\": \"C-1\"", said, StringComparison.Ordinal);
        Assert.Contains("129.5", said, StringComparison.Ordinal);

        await UntilCountedAsync(owner.Store.TenantId, 2);
        await page.OpenSchemaAsync("cart_viewed");
        Assert.Equal(["cart_id", "gift", "value"], (await PathsAsync(page)).Order(StringComparer.Ordinal));
        await Assertions.Expect(page.Page.Locator("[data-property=cart_id]")).ToContainTextAsync("100.0%");
        await Assertions.Expect(page.Page.Locator("[data-property=gift]")).ToContainTextAsync("50.0%");
        await Assertions.Expect(page.Page.Locator("[data-property=value]")).ToContainTextAsync("More than one type");
        Assert.Empty(page.Errors);
    }

    private static async Task<IEnumerable<string?>> PathsAsync(EventsPage page) =>
        await Task.WhenAll((await page.Properties.AllAsync()).Select(row => row.GetAttributeAsync("data-property")));

    private async Task SendAsync(TestOwner owner, string messageId, string properties)
    {
        using var client = new HttpClient { BaseAddress = portal.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", owner.Store.WriteKey);
        using var body = new StringContent(
            $$"""{"messageId":"{{messageId}}","event":"Cart Viewed","anonymousId":"anna","timestamp":"{{DateTimeOffset.UtcNow:O}}","properties":{{properties}}}""",
            Encoding.UTF8, "application/json");
        (await client.PostAsync(new Uri("/v1/track", UriKind.Relative), body, Cancel)).EnsureSuccessStatusCode();
    }

    private async Task UntilCountedAsync(Guid tenantId, long events)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await portal.Database.ScalarAsync<long>("select coalesce(sum(events), 0)::bigint from event_rollups where tenant_id = $1",
                tenantId) >= events) return;
            await Task.Delay(100, Cancel);
        }

        Assert.Fail("The events did not come into the figures.");
    }
}
