using System.Net;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Live;

/// <summary>A person of a store who has its live page open many times.</summary>
internal sealed class LiveViewers : IAsyncDisposable
{
    private const int AtOnce = 4;

    private readonly HttpClient _browser;
    private readonly CookieContainer _cookies;
    private readonly Uri _page;

    private LiveViewers(HttpClient browser, CookieContainer cookies, Uri page) => (_browser, _cookies, _page) = (browser, cookies, page);

    /// <summary>The open pages.</summary>
    public List<CircuitPage> Pages { get; } = [];

    /// <summary>Makes the person and signs her in.</summary>
    public static async Task<LiveViewers> SignInAsync(PortalInstallation installation, TestStore store)
    {
        var cookies = new CookieContainer();
        return new(await SignedInViewer.CreateAsync(installation, store, cookies), cookies,
            new(installation.Portal.Address, PortalUrls.Live(store.Slug)));
    }

    /// <summary>Opens the live page so many times.</summary>
    public async Task OpenAsync(int pages)
    {
        using var places = new SemaphoreSlim(AtOnce);
        Pages.AddRange(await Task.WhenAll(Enumerable.Range(0, pages).Select(async _ =>
        {
            await places.WaitAsync();
            try
            {
                return await CircuitPage.OpenAsync(_browser, _cookies, _page);
            }
            finally
            {
                places.Release();
            }
        })));
    }

    /// <summary>Leaves every page.</summary>
    public Task LeaveAsync() => Task.WhenAll(Pages.Select(page => page.LeaveAsync()));

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        Pages.ForEach(page => page.Dispose());
        _browser.Dispose();
    }
}
