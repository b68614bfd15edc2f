using System.Text;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Pages;

/// <summary>A tab with the portal in it, and everything in it that went wrong.</summary>
public class PortalPage
{
    private const int Rest = 200; // ms; below the live page's quarter of a second between two pushes

    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];
    private long _drawnAt;
    private TaskCompletionSource _interactive = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PortalPage(IPage page, Uri address)
    {
        (Page, Address) = (page, address);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsItsOwnStatus(message)) Add(message.Text);
        };
        page.PageError += (_, error) => Add(error);
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) => Look(frame);
    }

    public IPage Page { get; }

    public Uri Address { get; }

    /// <summary>Uncaught errors, and what the browser put on the console as an error: refused by the CSP, not found, failed.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_lock)
            {
                return [.. _errors];
            }
        }
    }

    public ILocator Heading => Page.Locator("h1");

    /// <summary>Notes in every document opened after this whether its page was ever taken away before the next one was there.</summary>
    public Task WatchForBlanksAsync() => Page.AddInitScriptAsync("""
        addEventListener("DOMContentLoaded", () => new MutationObserver(() => { if (!document.querySelector("h1")) window.wasBlank = true; })
          .observe(document.body, { childList: true, subtree: true }));
        """);

    /// <summary>True when the page was ever blank since its document was opened.</summary>
    public Task<bool> WasBlankAsync() => Page.EvaluateAsync<bool>("() => window.wasBlank === true");

    /// <summary>Goes to an address of the portal.</summary>
    public Task<IResponse?> GotoAsync(string path)
    {
        _interactive = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return Page.GotoAsync(new Uri(Address, path).AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
    }

    /// <summary>Waits until the page has a circuit and what that drew over the first picture has come to rest.</summary>
    public async Task WaitUntilInteractiveAsync()
    {
        await _interactive.Task.WaitAsync(TimeSpan.FromSeconds(15));
        while (Environment.TickCount64 - Volatile.Read(ref _drawnAt) < Rest)
        {
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until no panel is loading any more.</summary>
    public Task WaitUntilLoadedAsync() => Page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]')");

    /// <summary>Lets the system turn light or dark under the open page, and waits until the page has followed.</summary>
    public async Task UseThemeAsync(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", scheme == ColorScheme.Dark ? "dark" : "light");
        await Page.EvaluateAsync(
            "() => Promise.all(document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime < 1000).map(a => "
            + "a.finished.catch(() => {})))");
    }

    // The circuit tells the server of each batch it has drawn.
    private void Look(IWebSocketFrame frame)
    {
        if (frame.Binary is { Length: > 0 } bytes && Encoding.Latin1.GetString(bytes)
            .Contains("OnRenderCompleted", StringComparison.Ordinal))
        {
            Volatile.Write(ref _drawnAt, Environment.TickCount64);
            _interactive.TrySetResult();
        }
    }

    // The browser also reports a page that answers 404 on purpose.
    private bool IsItsOwnStatus(IConsoleMessage message) =>
        message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
            && message.Location.StartsWith(Page.Url, StringComparison.Ordinal);

    private void Add(string error)
    {
        lock (_lock)
        {
            _errors.Add(error);
        }
    }
}
