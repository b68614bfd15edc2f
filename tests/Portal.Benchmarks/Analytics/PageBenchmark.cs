using System.Diagnostics;
using System.Globalization;
using System.Net;
using Portal.Benchmarks.Hosting;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Paths;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Analytics;

/// <summary>
/// How long every page of the analytics section takes to be written by the portal, for a large store among many. Each
/// request asks for other days than the one before, so that no answer kept in memory serves it.
/// </summary>
internal static class PageBenchmark
{
    private const int Windows = 20; // of 30 days
    private const int LongWindows = 10; // of 90 days
    private const long EventsOfAnother = 20_000;
    private const int RarePages = 5_000; // that a few people load in a day
    private static readonly (string Name, string Steps)[] Funnels =
    [
        ("product to order", "step=product_viewed&step=product_added&step=checkout_started&step=order_completed"),
        ("page view to order", "step=page_viewed&step=product_viewed&step=product_added&step=order_completed"),
    ];

    /// <param name="events">Of the large store in 90 days.</param>
    /// <param name="stores">All stores; the others are small.</param>
    /// <param name="folder">Where the installation is kept and found again the next time; null removes it at the end.</param>
    public static async Task<bool> RunAsync(long events, int stores, string? folder)
    {
        await using var installation = await PortalInstallation.StartAsync(folder is null ? BenchmarkFolder.New()
            : Path.GetFullPath(folder), isKept: folder is not null);
        var store = await LargeStoreAsync(installation) ?? await FillAsync(installation, events, stores);
        await installation.Database.ExecuteAsync("delete from users where email = $1", SignedInViewer.Email);
        await installation.Database.ExecuteAsync("""
            insert into goals (tenant_id, id, name, match, value_property, created_at)
            values ($1, gen_random_uuid(), 'Order', 'order_completed', null, now()), ($1, gen_random_uuid(), 'Checkout', 'checkout_started',
              null, now())
            on conflict do nothing
            """, store.TenantId);
        using var browser = await SignedInViewer.CreateAsync(installation, store, new CookieContainer());
        var last = await installation.Database.ScalarAsync<DateOnly>("select max(day) - 1 from sessions where tenant_id = $1", store.TenantId); // the last whole one
        var visitor = await installation.Database.ScalarAsync<long>(
            "select visitor from sessions where tenant_id = $1 group by visitor order by count(*) desc limit 1", store.TenantId);

        await MeasuredPages.WriteAsync(installation, store, last, 90 + LongWindows, RarePages);
        await KeepAsync(installation, store);
        Console.WriteLine($"{"",-34}{"30 days, p50",14}{"p95",8}{"90 days, p50",14}{"p95",8}{"first",10} ms");
        var isFast = true;
        foreach (var (name, path) in Pages(visitor))
        {
            var page = $"/s/{store.Slug}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}";
            var (first, season) = await TimesAsync(browser, page, last, 90, LongWindows);
            var (_, month) = await TimesAsync(browser, page, last, 30, Windows);
            var isPageFast = Of(month, 0.95) < 300 && Of(season, 0.95) < 1000;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-34}{Of(month, 0.5),14:N0}{Of(month, 0.95),8:N0}{Of(season, 0.5),14:N0}{Of(season, 0.95),8:N0}{first,10:N0}{(isPageFast ? "" : "   too slow")}"));
            isFast &= isPageFast;
        }

        return await FunnelAsync(browser, store, last) && isFast;
    }

    // What the hourly job does.
    private static async Task KeepAsync(PortalInstallation installation, TestStore store)
    {
        await installation.Database.ExecuteAsync("delete from day_answers where tenant_id = $1", store.TenantId);
        var clock = Stopwatch.StartNew();
        var database = installation.Database;
        var (cache, days) = (new ResultCache(new ReadModelQueries(database)), new DailyResultCache(database, TimeProvider.System));
        using var paths = new PathQueries(database, cache, days, TimeProvider.System);
        var keep = new PrecomputeDailyResults(
            database, new(database, days), new(database, cache, days), paths, new(database, new(database), cache, days),
            new(database, cache, days), new(database, cache, days, TimeProvider.System), TimeProvider.System);
        await keep.RunAsync(store.TenantId, "Asia/Jakarta");
        var bytes = await database.ScalarAsync<long>(
            "select coalesce(sum(length(answer)), 0)::bigint from day_answers where tenant_id = $1", store.TenantId);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"answers of {PrecomputeDailyResults.Days} days counted ahead in {clock.Elapsed.TotalSeconds:N1} s, "
            + $"{bytes / 1_048_576:N0} MB"));
    }

    private static IEnumerable<(string Name, string Path)> Pages(long visitor) =>
    [
        ("home", ""), ("overview", "analytics"), ("overview with bots", "analytics?bots=1"), ("pages", "analytics/pages"),
        ("landing pages", "analytics/pages?view=landing"),
        ("sources", "analytics/sources"), ("campaigns", "analytics/sources?channel=paid_search&source=google&medium=cpc"),
        ("attribution", "analytics/attribution"),
        ("attribution by campaign", "analytics/attribution?by=campaign"), ("retention by day", "analytics/retention?period=day"),
        ("retention by week", "analytics/retention?period=week"),
        ("retention unbounded", "analytics/retention?kind=unbounded"), ("retention of orders", "analytics/retention?cohort=order"),
        ("search", "analytics/search"), ("products", "analytics/products"), ("page speed", "analytics/speed"),
        ("page speed of phones", "analytics/speed?device=mobile"),
        ("funnel of the shop", "analytics/funnels"), ("funnel of the shop by channel", "analytics/funnels?by=channel"),
        ("goals", "analytics/goals"), ("paths", "analytics/paths"), ("events", "analytics/events"),
        ("one event", "analytics/events/named/product_viewed"), ("schema", "analytics/events/schema"),
        ("schema of one event", "analytics/events/schema?name=product_viewed"),
        ("visitors", "analytics/visitors"), ("one visitor", string.Create(CultureInfo.InvariantCulture, $"analytics/visitors/{visitor}")),
        ("ingest health", "analytics/health"), ("usage", "settings/usage"), ("live", "live"),
    ];

    // The large store of an installation that was kept; every event of it has to be in its read models.
    private static async Task<TestStore?> LargeStoreAsync(PortalInstallation installation)
    {
        await using var find = installation.Database.Owner.CreateCommand(
            "select t.id, s.id, k.key, t.slug from tenants t join sites s on s.tenant_id = t.id join write_keys k on k.tenant_id = t.id "
                + "where t.time_zone = 'Asia/Jakarta'");
        await using var reader = await find.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3)) : null;
    }

    private static async Task VacuumAsync(PortalInstallation installation)
    {
        await using var vacuum = installation.Database.Owner.CreateCommand("vacuum analyze");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync();
    }

    private static async Task<TestStore> FillAsync(PortalInstallation installation, long events, int stores)
    {
        var until = DateTime.UtcNow.Date;
        var store = await TestStore.CreateAsync(installation.Database, timeZone: "Asia/Jakarta");
        var clock = Stopwatch.StartNew();
        for (var other = 1; other < stores; other++)
        {
            await new LargeShop(installation.Database, await TestStore.CreateAsync(installation.Database), 100 + other)
                .WriteAsync(EventsOfAnother, 90 + LongWindows, until);
        }

        // As many days more as the windows are moved back.
        var written = await new LargeShop(installation.Database, store, 1)
            .WriteAsync(events * (90 + LongWindows) / 90, 90 + LongWindows, until);
        Print("written", written + (EventsOfAnother * (stores - 1)), clock.Elapsed);
        while (await installation.Database.ScalarAsync<bool>("select exists (select from event_batches where projected_at is null)"))
        {
            await Task.Delay(200);
        }

        Print("written and followed", written + (EventsOfAnother * (stores - 1)), clock.Elapsed);
        await VacuumAsync(installation);
        clock.Restart();
        Print("rebuilt", await new RebuildReadModels(installation.Database, TimeProvider.System)
            .RunAsync(store.TenantId, CancellationToken.None), clock.Elapsed);
        await VacuumAsync(installation);
        return store;
    }

    private static async Task<bool> FunnelAsync(HttpClient browser, TestStore store, DateOnly last)
    {
        var isFast = true;
        foreach (var (name, steps) in Funnels)
        {
            foreach (var days in (int[])[30, 90])
            {
                var address = $"/s/{store.Slug}/analytics/funnels?{steps}&window=7d&{Range(last, days)}";
                var (cold, again) = (await TimeAsync(browser, address), await TimeAsync(browser, address));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"funnel of four steps, {name}, {days} days: {cold:N0} ms, again {again:N0} ms"));
                isFast &= cold < 2_000 && again < 200;
            }
        }

        return isFast;
    }

    // The first request compiles what any first request does, and counts the days whose answers are kept.
    private static async Task<(double First, List<double> Sorted)> TimesAsync(
        HttpClient browser, string page, DateOnly last, int days, int windows)
    {
        var first = await TimeAsync(browser, page + Range(last, days + windows));
        var times = new List<double>();
        for (var back = 0; back < windows; back++)
        {
            times.Add(await TimeAsync(browser, page + Range(last.AddDays(-back), days)));
        }

        times.Sort();
        return (first, times);
    }

    private static async Task<double> TimeAsync(HttpClient browser, string address)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == HttpStatusCode.OK && !text.Contains("could not be", StringComparison.Ordinal)
            && !text.Contains("more events", StringComparison.Ordinal)
            ? clock.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}: {text}");
    }

    private static string Range(DateOnly to, int days) =>
        string.Create(CultureInfo.InvariantCulture, $"from={to.AddDays(1 - days):yyyy-MM-dd}&to={to:yyyy-MM-dd}");

    private static double Of(List<double> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];

    private static void Print(string what, long events, TimeSpan time) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-22} {events,12:N0} events {time.TotalSeconds,8:N1} s {events / time.TotalSeconds,10:N0} events/s"));
}
