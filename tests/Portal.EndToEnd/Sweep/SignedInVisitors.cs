using System.Collections.Concurrent;
using Microsoft.Playwright;
using Portal.EndToEnd.Journeys;
using Portal.EndToEnd.Pages;

namespace Portal.EndToEnd.Sweep;

/// <summary>A browser each for nobody, the demo store's owner and the administrator, of one width.</summary>
public sealed class SignedInVisitors : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(DemoPortal, Visitor), string> Cookies = new();

    private readonly DemoPortal _portal;
    private readonly Dictionary<Visitor, IBrowserContext> _contexts = [];

    private SignedInVisitors(DemoPortal portal) => _portal = portal;

    public static async Task<SignedInVisitors> OpenAsync(BrowserFixture browser, DemoPortal portal, int width)
    {
        var visitors = new SignedInVisitors(portal);
        foreach (var visitor in Enum.GetValues<Visitor>())
        {
            visitors._contexts[visitor] = await browser.NewContextAsync(new()
            {
                ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
                ReducedMotion = ReducedMotion.Reduce,
                StorageState = await SignInAsync(browser, portal, visitor),
            });
        }

        return visitors;
    }

    public async Task<PortalPage> NewTabAsync(Visitor visitor) => new(await _contexts[visitor].NewPageAsync(), _portal.Address);

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts.Values)
        {
            await context.DisposeAsync();
        }
    }

    // Everyone signs in once; the cookie serves every browser after that.
    private static async Task<string?> SignInAsync(BrowserFixture browser, DemoPortal portal, Visitor visitor)
    {
        if (visitor == Visitor.Nobody) return null;
        if (Cookies.TryGetValue((portal, visitor), out var known)) return known;

        await using var context = await browser.NewContextAsync();
        var page = await new SignInPage(await context.NewPageAsync(), portal.Address).OpenAsync();
        await (visitor == Visitor.Owner
            ? page.SignInAsync(portal.Access.Owner!.Email, portal.Access.Owner.Password)
            : page.SignInAsync(portal.Access.Admin!.Email, portal.Access.Admin.Password));
        return Cookies[(portal, visitor)] = await context.StorageStateAsync();
    }
}
