using Microsoft.Playwright;
using Portal.Testing.Events;

namespace Portal.EndToEnd.Tracker;

/// <summary>A shop with our snippet, the event API it reports to, and one visitor's browser.</summary>
public sealed class TrackedShop : IAsyncDisposable
{
    public const string WriteKey = "kk_test_1";

    public RecordingEventApi Api { get; } = new();

    public StaticShop Shop { get; } = new();

    public IBrowserContext Context { get; private set; } = null!;

    public IPage Page { get; private set; } = null!;

    /// <summary>Uncaught errors and rejections in the shop's pages.</summary>
    public List<string> PageErrors { get; } = [];

    // Playwright waits for ever on a script or a context that does not come to its end.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<TrackedShop> OpenAsync(BrowserFixture browser, BrowserNewContextOptions? options = null)
    {
        var visit = new TrackedShop();
        await visit.Api.StartAsync();
        await visit.Shop.StartAsync();
        visit.UseScriptTag();
        visit.Context = await browser.NewContextAsync(options);
        visit.Page = await visit.NewTabAsync();
        return visit;
    }

    public void UseScriptTag(string attributes = "") => Shop.Head = StaticShop.ScriptTag(Api.Host, WriteKey, attributes);

    public void UseLoader(string calls = "", string consent = "") =>
        Shop.Head = StaticShop.InlineLoader(Api.Host, WriteKey, calls, consent);

    public async Task<IPage> NewTabAsync()
    {
        var tab = await Context.NewPageAsync();
        tab.PageError += (_, error) => PageErrors.Add(error);
        return tab;
    }

    public Task GotoAsync(string path) => Page.GotoAsync(Shop.Origin + path);

    /// <summary>Runs a statement in the shop's page, as its own scripts would.</summary>
    public Task RunAsync(string statement) => Page.EvaluateAsync($"async () => {{ {statement} }}").WaitAsync(Limit);

    public Task<string[]> StoredKeysAsync() => Page.EvaluateAsync<string[]>("() => Object.keys(localStorage).sort()").WaitAsync(Limit);

    public Task<int> CookieAndSessionEntriesAsync() =>
        Page.EvaluateAsync<int>("() => document.cookie.length + sessionStorage.length").WaitAsync(Limit);

    /// <summary>The events of the accepted messages without duplicates, page views as <c>page</c>.</summary>
    public IEnumerable<string> Names => Api.Kept.Select(message => message.Event ?? message.Type);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(Context.CloseAsync(), Task.Delay(Limit));
        await Shop.DisposeAsync();
        await Api.DisposeAsync();
    }
}
