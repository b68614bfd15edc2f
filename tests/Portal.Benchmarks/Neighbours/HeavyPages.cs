using System.Diagnostics;
using System.Globalization;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Neighbours;

/// <summary>
/// Asks for the pages and files that cost the most, over more than a year and each time over other days, many at once and each again
/// as soon as it was answered, refused or not.
/// </summary>
internal sealed class HeavyPages(HttpClient browser, TestStore store)
{
    private const int AtOnce = 16;
    private const int Days = 395;
    private const int Windows = 60;

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Addresses =
    [
        "analytics/speed", "analytics/retention?cohort=order", "sales", "sales/orders.xlsx",
        "analytics/funnels?step=page_viewed&step=product_viewed&step=product_added&step=order_completed&window=7d", "sales/products",
        "analytics/speed?device=mobile", "analytics/retention?period=day", "sales/reconciliation", "sales/products.xlsx",
        "analytics/paths", "analytics/attribution?by=campaign", "sales/orders?sort=-total", "analytics/visitors.xlsx",
        "analytics/goals", "analytics/products", "sales/orders?q=P-0800", "analytics/paths.xlsx", "analytics/visitors", "analytics/search",
    ];

    private int _asked = -1;

    public Tally Answers { get; } = new("heavy pages and files");

    public Task RunAsync(CancellationToken ending) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => AskAsync(ending), CancellationToken.None)));

    private async Task AskAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var answer = await browser.GetAsync(Next(), HttpCompletionOption.ResponseHeadersRead, ending);
                Answers.Add(await Outcome.ReadAsync(answer, ending), started);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                Answers.Add("cut off", started);
            }

            await Task.Delay(RoundTrip, CancellationToken.None);
        }
    }

    private Uri Next()
    {
        var asked = Interlocked.Increment(ref _asked);
        var address = Addresses[asked % Addresses.Length];
        var to = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-(asked / Addresses.Length % Windows));
        var next = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var days = string.Create(CultureInfo.InvariantCulture, $"from={to.AddDays(-Days):yyyy-MM-dd}&to={to:yyyy-MM-dd}");
        return new($"/s/{store.Slug}/{address}{next}{days}", UriKind.Relative);
    }
}
