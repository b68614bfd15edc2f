using System.Globalization;
using System.Text;
using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Explorer;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Analytics.Explorer;

/// <summary>From the event API to the list: nothing is asked for again.</summary>
public sealed class EventTailPageTests(PortalApp app) : ExplorerPageTest(app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Tail_EventArrives_IsShown()
    {
        var (store, test) = await EnterAsync(StoreRole.Viewer);
        var page = OpenTail(store, "");
        page.WaitForAssertion(() => Assert.Contains("the moment they are stored", page.Markup, StringComparison.Ordinal));

        await SendAsync(test, "m1", "Cart Viewed", "{}");

        page.WaitForAssertion(() => Assert.Equal(["m1"], Ids(page)));
        Assert.Contains("As of", page.Find(".live-badge").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_Filtered_ShowsWhatMatches()
    {
        var (store, test) = await EnterAsync(StoreRole.Viewer);
        var page = OpenTail(store, "?name=Product%20Viewed&text=gayo");

        await SendAsync(test, "m1", "Product Viewed", """{"name":"Toraja"}""");
        await SendAsync(test, "m2", "Cart Viewed", """{"name":"Gayo"}""");
        await SendAsync(test, "m3", "Product Viewed", """{"name":"Gayo Wine"}""");

        page.WaitForAssertion(() => Assert.Equal(["m3"], Ids(page)));
    }

    [Fact]
    public async Task Tail_Paused_StandsStillAndCountsWhatComes()
    {
        var (store, test) = await EnterAsync(StoreRole.Viewer);
        var page = OpenTail(store, "");
        await SendAsync(test, "m1", "Cart Viewed", "{}");
        page.WaitForAssertion(() => Assert.Equal(["m1"], Ids(page)));

        await page.PressAsync("button[aria-pressed]");
        await SendAsync(test, "m2", "Cart Viewed", "{}");

        page.WaitForAssertion(() => Assert.Contains("Resume, 1 new", page.Find("button[aria-pressed]").TextContent,
            StringComparison.Ordinal));
        Assert.Equal(["m1"], Ids(page));
        await page.PressAsync("button[aria-pressed]");
        Assert.Equal(["m2", "m1"], Ids(page));
    }

    [Fact]
    public async Task Tail_Opened_LeadsToTheStoredEvent()
    {
        var (store, test) = await EnterAsync(StoreRole.Viewer);
        var page = OpenTail(store, "");
        await SendAsync(test, "m1", "Cart Viewed", """{"cart_id":"C-1"}""");

        await page.PressAsync("li[data-message=m1] button");

        var reopened = OpenTail(store, new Uri(Address.Uri).Query);
        Assert.Contains("\"cart_id\": \"C-1\"", reopened.WaitForElement("dialog").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_OtherTenant_SeesNothing()
    {
        var (_, theirs) = await EnterAsync(StoreRole.Owner);
        var (store, mine) = await EnterAsync(StoreRole.Owner);
        var page = OpenTail(store, "");

        await SendAsync(theirs, "secret", "Cart Viewed", "{}");
        await SendAsync(mine, "mine", "Cart Viewed", "{}");

        page.WaitForAssertion(() => Assert.Equal(["mine"], Ids(page)));
    }

    private static IEnumerable<string?> Ids(IRenderedComponent<EventTailPage> page) =>
        page.FindAll("li[data-message]").Select(row => row.GetAttribute("data-message"));

    private IRenderedComponent<EventTailPage> OpenTail(CurrentStore store, string query) =>
        Open<EventTailPage>(store, PortalUrls.EventTail(store.Slug) + query, parameters => parameters.Add(p => p.Store, store.Slug));

    private async Task SendAsync(TestStore store, string id, string name, string properties)
    {
        using var client = App.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.WriteKey);
        var message = string.Create(CultureInfo.InvariantCulture,
            $$"""{"messageId":"{{id}}","event":"{{name}}","anonymousId":"anna","timestamp":"{{DateTimeOffset.UtcNow:O}}","properties":{{properties}}}""");
        using var body = new StringContent(message, Encoding.UTF8, "application/json");
        (await client.PostAsync(new Uri("/v1/track", UriKind.Relative), body, Cancel)).EnsureSuccessStatusCode();
    }
}
