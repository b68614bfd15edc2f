using System.Net;
using Portal.Benchmarks.Exchange;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Neighbours;

/// <summary>A store whose people and programs ask for all that they can get, all at once.</summary>
internal sealed class NoisyStore : IDisposable
{
    private readonly ImportClient _api;
    private readonly HttpClient _browser;
    private readonly HttpClient _colleague;
    private readonly PoisonImports _imports;
    private readonly SlowUploads _uploads;
    private readonly SocketFlood _flood;
    private readonly HeavyPages _pages;

    private NoisyStore(Uri portal, TestStore store, ImportClient api, HttpClient browser, HttpClient colleague, CookieContainer cookies)
    {
        (_api, _browser, _colleague) = (api, browser, colleague);
        _imports = new(api);
        _uploads = new(portal, api.Token);
        _flood = new(colleague, cookies, store);
        _pages = new(browser, store);
    }

    /// <summary>What its requests were answered.</summary>
    public IEnumerable<Tally> Answers => [_pages.Answers, _imports.Answers, _uploads.Answers, _flood.Answers];

    /// <summary>Messages that went into circuits.</summary>
    public long Messages => _flood.Messages;

    /// <summary>Signs two people and a program in.</summary>
    public static async Task<NoisyStore> OpenAsync(PortalInstallation installation, TestStore store)
    {
        var cookies = new CookieContainer();
        var api = await ImportClient.OpenAsync(installation, store);
        var browser = await SignedInViewer.CreateAsync(installation, store, new(), "noisy@example.com");
        var colleague = await SignedInViewer.CreateAsync(installation, store, cookies, "flooding@example.com");
        return new(installation.Portal.Address, store, api, browser, colleague, cookies);
    }

    /// <summary>Makes noise until it is told to stop.</summary>
    public Task RunAsync(CancellationToken ending) => Task.WhenAll(
        _imports.RunAsync(ending), _uploads.RunAsync(ending), _flood.RunAsync(ending), _pages.RunAsync(ending));

    public void Dispose()
    {
        _api.Dispose();
        _browser.Dispose();
        _colleague.Dispose();
    }
}
