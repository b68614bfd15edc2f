using System.Globalization;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Pages;

/// <summary>What happens in a store this second.</summary>
public sealed class LivePage(IPage page, Uri address) : PortalPage(page, address)
{
    private ILocator Revenue => Page.Locator("[data-figure=revenue-today]");

    /// <summary>The simulator's switch, in the demo store.</summary>
    public ILocator PauseSimulator => Page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true });

    public ILocator RunSimulator => Page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true });

    public async Task<LivePage> OpenAsync(string slug)
    {
        await GotoAsync(PortalUrls.Live(slug));
        await WaitUntilInteractiveAsync();
        await WaitUntilLoadedAsync();
        return this;
    }

    public async Task<decimal> RevenueTodayAsync() =>
        decimal.Parse((await Revenue.GetAttributeAsync("data-amount"))!, CultureInfo.InvariantCulture);

    public async Task<int> OrdersTodayAsync() => int.Parse((await Revenue.GetAttributeAsync("data-orders"))!, CultureInfo.InvariantCulture);

    /// <summary>The newest line of the stream, which names itself by time and words; empty when there is none.</summary>
    public async Task<string> NewestAsync() =>
        await Page.Locator("[data-figure=activity] li").AllInnerTextsAsync() is [var newest, ..] ? newest : "";

    /// <summary>Notes, inside the page, when an event of this name is first seen in the stream.</summary>
    public Task WatchForAsync(string eventName) => Page.EvaluateAsync("""
        name => {
          const seen = () => document.querySelector(`[data-event="${name}"]`);
          window.seenAt = null;
          new MutationObserver((_, observer) => {
            if (!seen()) return;
            window.seenAt ??= Date.now();
            observer.disconnect();
          }).observe(document.body, { childList: true, subtree: true, attributes: true });
        }
        """, eventName);

    /// <summary>The browser's clock, in ms, at the moment the watched event was seen.</summary>
    public async Task<double> SeenAtAsync()
    {
        var seen = await Page.WaitForFunctionAsync("() => window.seenAt", null, new() { Timeout = 10_000 });
        return await seen.JsonValueAsync<double>();
    }
}
