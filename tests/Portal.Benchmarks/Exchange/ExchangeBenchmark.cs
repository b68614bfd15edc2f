using System.Diagnostics;
using System.Globalization;
using System.Net;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Exchange;

/// <summary>Files into a store and out of it: 100,000 rows of several kinds through the API, and every order in each format.</summary>
internal static class ExchangeBenchmark
{
    private const int Rows = 100_000;
    private const double Limit = 30; // seconds for a file of 100,000 rows

    private static readonly (string Kind, string Header, Func<int, string> Row, bool IsBar)[] Files =
    [
        ("products", "sku,productId,name,category,brand,price,cost",
            row => $"S-{row:000000},P-{row / 2:000000},Product {row / 2},Category {row % 40},Brand "
            + $"{row % 200},{row % 900 + 1}.50,{row % 400}.25", true),
        ("customers", "customerId,email,firstName,lastName,city,country,createdAt",
            row => $"C-{row:000000},person{row}@example.com,First {row % 900},Last {row % 7000},City "
            + $"{row % 300},ID,2026-01-{row % 28 + 1:00} 10:00", true),
        ("variants", "sku,price,cost,supplier,reorderPoint",
            row => $"S-{row:000000},{row % 900 + 2}.50,{row % 400}.75,Supplier {row % 50},{row % 100}", false),
        ("inventory", "sku,onHand", row => $"S-{row:000000},{row % 300}", false),
        ("ad_spend", "day,channel,source,campaign,cost",
            row => $"{new DateOnly(2025, 1, 1).AddDays(row / 200):yyyy-MM-dd},paid_search,source {row % 10},campaign "
            + $"{row % 200},{row % 70}.10", false),
    ];

    public static async Task<bool> RunAsync(int orders)
    {
        await using var installation = await PortalInstallation.StartAsync(BenchmarkFolder.New(), isKept: false);
        var store = await TestStore.CreateAsync(installation.Database, "GBP", "Europe/London");
        using var api = await ImportClient.OpenAsync(installation, store);
        var isFast = true;
        foreach (var (kind, header, row, isBar) in Files)
        {
            var first = await api.ImportAsync(kind, header, Rows, row);
            var again = await api.ImportAsync(kind, header, Rows, row);
            isFast &= !isBar || first < Limit;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Rows:N0} {kind,-12}{first,8:N1} s, the same again {again,6:N1} s, portal "
                    + $"{installation.Portal.WorkingSet / 1_048_576:N0} MB{(isBar && first >= Limit ? "   too slow" : "")}"));
        }

        var seconds = await api.ImportAsync("orders", "orderId,orderedAt,total,customerId", orders,
            row => $"O-{row},{new DateOnly(2026, 1, 1).AddDays(row % 200):yyyy-MM-dd} 10:00,{row % 500 + 1}.99,C-{row % Rows:000000}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{orders:N0} orders {seconds,12:N1} s, portal {installation.Portal.WorkingSet / 1_048_576:N0} MB"));
        return await ExportAsync(installation, store, orders) && isFast;
    }

    private static async Task<bool> ExportAsync(PortalInstallation installation, TestStore store, int orders)
    {
        using var browser = await SignedInViewer.CreateAsync(installation, store, new CookieContainer());
        var isWhole = true;
        foreach (var format in (string[])["csv", "json", "xlsx"])
        {
            var (clock, bytes, max) = (Stopwatch.StartNew(), 0L, 0L);
            using var answer = await browser.GetAsync(new Uri($"/s/{store.Slug}/sales/orders.{format}?from=2026-01-01&to=2026-12-31",
                UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            isWhole &= answer.StatusCode == HttpStatusCode.OK;
            await using var body = await answer.Content.ReadAsStreamAsync();
            var buffer = new byte[1 << 20];
            var before = installation.Portal.WorkingSet;
            for (int read; (read = await body.ReadAsync(buffer)) > 0; bytes += read)
                max = Math.Max(max, installation.Portal.WorkingSet);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{orders:N0} orders as {format,-5}{bytes / 1_048_576,6:N0} MB in {clock.Elapsed.TotalSeconds,6:N1} s, portal "
                    + $"{before / 1_048_576:N0} MB before, {max / 1_048_576:N0} MB at most"));
        }

        return isWhole;
    }
}
