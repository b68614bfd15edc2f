using System.Diagnostics;
using System.Globalization;
using System.Net;
using Portal.Benchmarks.Exchange;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Sales;

/// <summary>
/// A store with very many orders, imported through the API as its owner would: how long the import takes and what memory, how
/// long every page of sales, stock, products and marketing takes over 13 months, how long a search takes, and one more order. Then
/// the same pages of a small store that comes afterwards, of which the server's statistics did not know.
/// </summary>
internal static class SalesBenchmark
{
    private const int Months = 13;
    private const int Windows = 20;
    private const int NewcomerOrders = 25_000;
    private const int NewestAge = 3; // days
    private const double PageLimit = 500; // ms
    private const double SearchLimit = 200; // ms

    /// <param name="orders">Of the store in 13 months and some days.</param>
    /// <param name="folder">Where the installation is kept and found again the next time; null removes it at the end.</param>
    public static async Task<bool> RunAsync(int orders, string? folder)
    {
        await using var installation = await PortalInstallation.StartAsync(folder is null ? BenchmarkFolder.New()
            : Path.GetFullPath(folder), isKept: folder is not null);
        var store = await StoreAsync(installation) ?? await FillAsync(installation, orders);
        var isFast = await ShowAsync(installation, store);
        isFast &= await OneMoreAsync(installation, store);

        var newcomer = await TestStore.CreateAsync(installation.Database, "EUR", "Europe/Berlin");
        Console.WriteLine();
        Console.WriteLine("A newcomer beside it");
        await ImportMonthsAsync(installation, newcomer, new OrderFile(2), NewcomerOrders, files: 1);
        return await ShowAsync(installation, newcomer) && isFast;
    }

    private static async Task<bool> ShowAsync(PortalInstallation installation, TestStore store)
    {
        await installation.Database.ExecuteAsync("delete from users where email = $1", SignedInViewer.Email);
        using var browser = await SignedInViewer.CreateAsync(installation, store, new CookieContainer());
        var last = await installation.Database.ScalarAsync<DateOnly>("select max(placed_on) from orders where tenant_id = $1",
            store.TenantId);

        Console.WriteLine($"{"",-34}{"13 months, p50",16}{"p95",8}{"first",10} ms");
        var isFast = true;
        foreach (var (name, path) in await PagesAsync(installation, store))
        {
            isFast &= await TimeAsync(browser, name, PageLimit, window => Address(store, path, last.AddDays(-window)));
        }

        foreach (var (name, words) in await SearchesAsync(installation, store))
        {
            isFast &= await TimeAsync(browser, name, SearchLimit,
                window => $"{PortalUrls.Orders(store.Slug)}?q={Uri.EscapeDataString(words[window])}");
        }

        return isFast;
    }

    private static async Task<IReadOnlyList<(string Name, string Path)>> PagesAsync(PortalInstallation installation, TestStore store)
    {
        var order = await installation.Database.ScalarAsync<Guid>(
            "select id from orders where tenant_id = $1 order by refunded > 0 desc, placed_at desc limit 1", store.TenantId);
        return
        [
            ("sales", "sales"), ("sales by order date", "sales?basis=order"), ("orders", "sales/orders"),
            ("orders by total", "sales/orders?sort=-total"),
            ("orders to ship", "sales/orders?view=to-ship"), ("orders, page 1000", "sales/orders?page=1000"),
            ("one order", $"sales/orders/{order}"),
            ("reconciliation", "sales/reconciliation"), ("goods sold", "sales/products"),
            ("goods sold by category", "sales/products?by=category"),
            ("returns", "sales/returns"), ("payments", "sales/payments"), ("catalogue", "products"), ("one product", "products/one/P-0001"),
            ("pricing", "products/pricing"), ("price changes", "products/price-changes"), ("stock levels", "inventory"),
            ("movements", "inventory/movements"),
            ("reorder", "inventory/reorder"), ("purchase orders", "inventory/orders"), ("ageing", "inventory/ageing"),
            ("ad spend", "marketing/spend"),
            ("campaigns", "marketing/campaigns"), ("seasons", "marketing/seasons"),
        ];
    }

    private static async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Words)>> SearchesAsync(
        PortalInstallation installation, TestStore store)
    {
        async Task<IReadOnlyList<string>> WordsAsync(string sql) =>
            (await installation.Database.ScalarAsync<string>($"select string_agg(word, ' ') from ({sql}) s", store.TenantId)).Split(' ');
        return
        [
            ("search by number", await WordsAsync(
                $"select number as word from orders where tenant_id = $1 order by id limit {Windows + 1}")),
            ("search by part of a number", await WordsAsync(
                $"select left(number, 4) as word from orders where tenant_id = $1 order by id limit {Windows + 1}")),
            ("search by customer", await WordsAsync(
                $"select external_id as word from customers where tenant_id = $1 order by id limit {Windows + 1}")),
            ("search by product", [.. Enumerable.Range(0, Windows + 1).Select(number => string.Create(CultureInfo.InvariantCulture,
                $"P-{number * 200:0000}"))]),
            ("search for nothing", [.. Enumerable.Range(0, Windows + 1)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $"nobody{number}"))]),
        ];
    }

    private static async Task<TestStore?> StoreAsync(PortalInstallation installation)
    {
        await installation.Database.ExecuteAsync("update tenants set slug = 'store-' || id"); // this process counts its own from one
        await using var find = installation.Database.Owner.CreateCommand(
            "select t.id, s.id, k.key, t.slug from tenants t join sites s on s.tenant_id = t.id join write_keys k on k.tenant_id = t.id "
            + "order by t.created_at limit 1");
        await using var reader = await find.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3)) : null;
    }

    private static async Task<TestStore> FillAsync(PortalInstallation installation, int orders)
    {
        var store = await TestStore.CreateAsync(installation.Database, "GBP", "Europe/London");
        await ImportMonthsAsync(installation, store, new OrderFile(1), orders, Months);
        await using var vacuum = installation.Database.Owner.CreateCommand("vacuum analyze");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync();
        return store;
    }

    private static async Task ImportMonthsAsync(PortalInstallation installation, TestStore store, OrderFile shop, int orders, int files)
    {
        using var api = await ImportClient.OpenAsync(installation, store);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var first = today.AddMonths(-Months).AddDays(-Windows);
        var watch = Stopwatch.StartNew();
        for (var file = 1; file <= files; file++)
        {
            var until = file == files ? today.AddDays(-NewestAge) : first.AddMonths(1).AddDays(-1);
            var path = Path.Combine(installation.Directory, "orders.csv.gz");
            await shop.WriteAsync(path, first, until, orders / files);
            var seconds = await OrderFile.ImportAsync(api, path);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"imported to {until:yyyy-MM-dd}: {shop.Lines,10:N0} lines, this file in {seconds:N1} s, portal "
                    + $"{installation.Portal.WorkingSet / 1_048_576:N0} MB"));
            first = until.AddDays(1);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{shop.Lines:N0} lines in {watch.Elapsed.TotalSeconds:N0} s, {shop.Lines / watch.Elapsed.TotalSeconds:N0} lines/s"));
    }

    // What an order costs that comes when there are very many: the sums of its days grow by it alone.
    private static async Task<bool> OneMoreAsync(PortalInstallation installation, TestStore store)
    {
        using var api = await ImportClient.OpenAsync(installation, store);
        var shop = new OrderFile(DateTime.UtcNow.Millisecond + 2);
        var path = Path.Combine(installation.Directory, "one.csv.gz");
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-NewestAge);
        await shop.WriteAsync(path, day, day, 1);
        await OrderFile.ImportAsync(api, path);
        var seconds = await installation.Database.ScalarAsync<double>(
            "select extract(epoch from finished_at - started_at)::float8 from imports where tenant_id = $1 order by created_at desc "
                + "limit 1", store.TenantId);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one more order booked in {seconds * 1000:N0} ms"));
        return seconds < 1;
    }

    private static async Task<bool> TimeAsync(HttpClient browser, string name, double limit, Func<int, string> address)
    {
        var first = await TimeAsync(browser, address(Windows));
        var times = new List<double>();
        for (var window = 0; window < Windows; window++)
        {
            times.Add(await TimeAsync(browser, address(window)));
        }

        times.Sort();
        var p95 = times[(int)Math.Ceiling(0.95 * times.Count) - 1];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34}{times[times.Count / 2],16:N0}{p95,8:N0}{first,10:N0}{(p95 < limit ? "" : "   too slow")}"));
        return p95 < limit;
    }

    private static async Task<double> TimeAsync(HttpClient browser, string address)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == HttpStatusCode.OK && !text.Contains("could not be", StringComparison.Ordinal)
            && !text.Contains("stopped working", StringComparison.Ordinal)
            ? clock.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}: {text}");
    }

    private static string Address(TestStore store, string path, DateOnly to) => string.Create(
        CultureInfo.InvariantCulture,
        $"/s/{store.Slug}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}from={to.AddMonths(-Months).AddDays(1):yyyy-MM-dd}&to={to:yyyy-MM-dd}");
}
