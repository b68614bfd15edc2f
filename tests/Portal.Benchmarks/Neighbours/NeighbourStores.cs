using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Analytics;
using Portal.Benchmarks.Exchange;
using Portal.Benchmarks.Ingest;
using Portal.Benchmarks.Sales;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Two stores on one node: a large one that will be noisy, and a smaller one that only wants to work.</summary>
internal sealed record NeighbourStores(TestStore Noisy, TestStore Quiet)
{
    private const int Days = 90;
    private const int MeasuredDays = 30;
    private const int RarePages = 200;

    public static async Task<NeighbourStores> CreateAsync(PortalInstallation installation)
    {
        var clock = Stopwatch.StartNew();
        var noisy = await FillAsync(installation, seed: 1, events: 400_000, orders: 60_000);
        var quiet = await FillAsync(installation, seed: 2, events: 200_000, orders: 30_000);
        await MeasuredPages.WriteAsync(installation, noisy, DateOnly.FromDateTime(DateTime.UtcNow), MeasuredDays, RarePages);
        while (await installation.Database.ScalarAsync<bool>("select exists (select from event_batches where projected_at is null)"))
            await Task.Delay(200);
        await using var vacuum = installation.Database.Owner.CreateCommand("vacuum analyze");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync();
        await SettledLog.PrepareAsync(installation.Database);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two stores filled in {clock.Elapsed.TotalSeconds:N0} s"));
        return new(noisy, quiet);
    }

    private static async Task<TestStore> FillAsync(PortalInstallation installation, int seed, long events, int orders)
    {
        var store = await TestStore.CreateAsync(installation.Database);
        await new LargeShop(installation.Database, store, seed).WriteAsync(events, Days, DateTime.UtcNow.Date);

        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var path = Path.Combine(installation.Directory, "orders.csv.gz");
        await new OrderFile(seed).WriteAsync(path, today.AddYears(-1), today.AddDays(-1), orders);
        using var api = await ImportClient.OpenAsync(installation, store);
        await OrderFile.ImportAsync(api, path);
        return store;
    }
}
