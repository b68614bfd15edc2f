using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Neighbours;

/// <summary>
/// A store that works as on any day: one person opens its pages one after the other, and its shop sends single events and batches
/// at an even pace, whether or not those before were answered. Both come from an address of their own.
/// </summary>
internal sealed class QuietStore : IDisposable
{
    private const int EventsOfABatch = 50;
    private const int EventsOfAnOrder = 20;

    private static readonly IPAddress From = IPAddress.Parse("127.0.0.2");
    private static readonly TimeSpan Reading = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenSingles = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Pages =
    [
        "", "sales", "sales/orders", "live", "analytics", "analytics/visitors", "analytics/pages", "products", "sales/products",
        "analytics/sources", "inventory", "analytics/funnels", "sales/returns",
    ];

    private readonly TestStore _store;
    private readonly HttpClient _browser;
    private readonly HttpClient _shop;
    private int _messages;
    private int _opened;

    private QuietStore(TestStore store, HttpClient browser, HttpClient shop) => (_store, _browser, _shop) = (store, browser, shop);

    /// <summary>Signs the person in.</summary>
    public static async Task<QuietStore> OpenAsync(PortalInstallation installation, TestStore store)
    {
        var browser = await SignedInViewer.CreateAsync(installation, store, new(), "quiet@example.com", From);
        var shop = new HttpClient(SourceAddress.Handler(From, null)) { BaseAddress = installation.Portal.Address };
        shop.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", store.WriteKey);
        return new(store, browser, shop);
    }

    /// <summary>Works for some time and returns what became of it.</summary>
    public async Task<QuietFigures> RunAsync(TimeSpan time)
    {
        var figures = new QuietFigures(new("pages"), new("single events"), new("batches of 50"));
        using var ending = new CancellationTokenSource(time);
        await Task.WhenAll(
            ReadPagesAsync(figures.Pages, ending.Token),
            SendAsync(figures.Singles, "/v1/track", 1, BetweenSingles, ending.Token),
            SendAsync(figures.Batches, "/v1/batch", EventsOfABatch, BetweenBatches, ending.Token));
        return figures;
    }

    /// <summary>Whether every event that was sent is in the table, once.</summary>
    public async Task<bool> IsCompleteAsync(PortalInstallation installation)
    {
        var kept = await installation.Database.ScalarAsync<long>(
            "select count(*) from events where tenant_id = $1 and message_id like 'quiet-%'", _store.TenantId);
        var different = await installation.Database.ScalarAsync<long>(
            "select count(distinct message_id) from events where tenant_id = $1 and message_id like 'quiet-%'", _store.TenantId);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_messages:N0} events of the quiet store were sent, {kept:N0} are in the table, {different:N0} different ones"));
        return kept == _messages && different == kept;
    }

    public void Dispose()
    {
        _browser.Dispose();
        _shop.Dispose();
    }

    // Each round asks for other days than the one before, so that no answer kept in memory serves it.
    private async Task ReadPagesAsync(Tally pages, CancellationToken ending)
    {
        for (; !ending.IsCancellationRequested; _opened++)
        {
            var to = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-(_opened / Pages.Length % 60));
            var address = string.Create(
                CultureInfo.InvariantCulture,
                $"/s/{_store.Slug}/{Pages[_opened % Pages.Length]}?from={to.AddDays(-29):yyyy-MM-dd}&to={to:yyyy-MM-dd}");
            await TimeAsync(pages, () => _browser.GetAsync(new Uri(address, UriKind.Relative), CancellationToken.None));
            await Task.Delay(Reading, CancellationToken.None);
        }
    }

    private async Task SendAsync(Tally events, string address, int count, TimeSpan pace, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(pace);
        var sent = new List<Task>();
        while (!ending.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            sent.Add(SendAsync(events, address, count));
        }

        await Task.WhenAll(sent);
    }

    private async Task SendAsync(Tally events, string address, int count)
    {
        var first = Interlocked.Add(ref _messages, count) - count;
        var messages = Enumerable.Range(first, count).Select(Message);
        var text = count == 1 ? messages.Single() : $"{{\"batch\":[{string.Join(',', messages)}]}}";
        using var body = new StringContent(text, Encoding.UTF8, "application/json");
        await TimeAsync(events, () => _shop.PostAsync(new Uri(address, UriKind.Relative), body, CancellationToken.None));
    }

    private static async Task TimeAsync(Tally tally, Func<Task<HttpResponseMessage>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await ask();
            tally.Add(await Outcome.ReadAsync(answer, CancellationToken.None), started);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            tally.Add($"no answer: {exception.Message}", started);
        }
    }

    private static string Message(int number)
    {
        var what = number % EventsOfAnOrder == 0
            ? $$"""
                "event":"Order Completed","properties":{"order_id":"quiet-{{number}}","revenue":12.5,"currency":"EUR"}
                """
            : $$"""
                "event":"Product Viewed","properties":{"product_id":"p-{{number % 200}}","name":"Scarf","price":12.5,"currency":"EUR"}
                """;
        var now = DateTimeOffset.UtcNow;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"type":"track","messageId":"quiet-{{number}}","anonymousId":"v-{{number / 8 % 5_000}}","timestamp":"{{now:O}}",{{what}}}
            """);
    }
}

/// <summary>What became of the quiet store's work.</summary>
internal sealed record QuietFigures(Tally Pages, Tally Singles, Tally Batches)
{
    public IEnumerable<Tally> All => [Pages, Singles, Batches];
}
