using Microsoft.Playwright;
using Portal.EndToEnd;
using Portal.Testing.Browser;
using Xunit;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Portal.EndToEnd;

/// <summary>The installed Chromium, started once for all tests; every test takes a context of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A context without cookies, storage or cache.</summary>
    public Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.UserAgent ??= PersonsUserAgent;
        return _browser!.NewContextAsync(options);
    }

    // What the same Chromium sends with a window. Without one it calls itself headless, which the portal rightly takes for a robot.
    private string PersonsUserAgent =>
        $"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{_browser!.Version.Split('.')[0]}.0.0.0 "
            + $"Safari/537.36";

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumLocator.Find(),
            Args = [.. ChromiumLocator.Arguments, "--disable-gpu", "--disable-quic", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        // A browser that does not answer any more ends with this process; it must not hold the run up.
        await Task.WhenAny(CloseAsync(), Task.Delay(TimeSpan.FromSeconds(15)));
    }

    private async Task CloseAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
