using Microsoft.Playwright;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>What a person at an open page sees of a restart.</summary>
public sealed class ReconnectTests(PortalApp portal, BrowserFixture browser) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task PortalStopped_ThenBack_TellsAndOffersToReload()
    {
        await using var context = await browser.NewContextAsync();
        var owner = await TestOwner.CreateAsync(portal);
        var live = await owner.OpenLiveAsync(context, portal);
        var notice = live.Page.Locator("#components-reconnect-modal");
        await Assertions.Expect(notice).ToBeHiddenAsync();

        await portal.StopAsync();
        await Assertions.Expect(notice.GetByText("Connection lost")).ToBeVisibleAsync(new() { Timeout = 15_000 });

        await portal.StartAsync();
        var reload = notice.GetByRole(AriaRole.Button, new() { Name = "Reload" });
        await Assertions.Expect(reload).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await reload.ClickAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await Assertions.Expect(live.Heading).ToHaveTextAsync("Live");
        await Assertions.Expect(live.Page.Locator("[data-figure=active-visitors]")).ToHaveTextAsync("0");
    }
}
