using System.Globalization;
using Portal.Benchmarks.Hosting;
using Portal.Benchmarks.Ingest;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Live;

/// <summary>
/// How long an order takes onto every open live page while a steady stream of events comes in, and what the open pages
/// cost the portal.
/// </summary>
internal static class LiveBenchmark
{
    private const int Connections = 16;
    private const int LargestBatch = 500;
    private const int RequestsASecond = 40; // of smaller batches, below the rate that fills the largest
    private const double Kept = 0.95; // of the rate; with less the delays say nothing of it
    private const double MegaByte = 1_048_576;

    private static readonly TimeSpan Filling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <returns>False when the rate was not kept, a circuit broke, a page shows other orders, or one of a hundred took longer than a second.</returns>
    public static async Task<bool> RunAsync(LiveOptions options)
    {
        await using var installation = await PortalInstallation.StartAsync(BenchmarkFolder.New(), PortalMemory.Settings);
        var store = await TestStore.CreateAsync(installation.Database);
        await installation.Database.ExecuteAsync("update tenants set daily_revenue_goal = 1000000");
        await using var viewers = await LiveViewers.SignInAsync(installation, store);
        var batch = Math.Clamp((int)(options.Rate / RequestsASecond), 1, LargestBatch);
        Write($"portal, PostgreSQL, the load in batches of {batch} and the pages' clients share {Environment.ProcessorCount} cores");
        using var http = new HttpLoad(installation.Portal.Address, store, Connections, batch);
        await OpenAsync(viewers, http, options);
        var (probes, load) = await MeasureAsync(installation, store, http, options);
        await viewers.LeaveAsync();
        return new LiveReport(viewers.Pages, probes, options.Seconds).Print() & load.Rate >= options.Rate * Kept;
    }

    // The first page reads the past and fills caches; what each more costs is measured with every panel filled and at rest.
    private static async Task OpenAsync(LiveViewers viewers, HttpLoad http, LiveOptions options)
    {
        await viewers.OpenAsync(1);
        await Task.Run(() => http.Run(long.MaxValue, Filling.TotalSeconds, options.Rate));
        await Task.Delay(Settling);
        var one = await PortalMemory.ReadAsync();
        await viewers.OpenAsync(options.Pages - 1);
        await Task.Delay(Settling);
        var all = await PortalMemory.ReadAsync();
        var more = Math.Max(1, options.Pages - 1);
        Write($"collected, at rest: heap {one.Heap / MegaByte:N0} MB with 1 live page open, {all.Heap / MegaByte:N0} MB with {options.Pages}: {(all.Heap - one.Heap) / 1024.0 / more:N0} KB for each more");
        Write($"           working set {one.WorkingSet / MegaByte:N0} MB and {all.WorkingSet / MegaByte:N0} MB: {(all.WorkingSet - one.WorkingSet) / 1024.0 / more:N0} KB for each more");
    }

    private static async Task<(List<Probe> Probes, LoadResult Load)> MeasureAsync(PortalInstallation installation, TestStore store, HttpLoad http, LiveOptions options)
    {
        var load = Task.Run(() => http.Run(long.MaxValue, Filling.TotalSeconds + options.Seconds + Settling.TotalSeconds, options.Rate));
        await Task.Delay(Filling);
        var used = installation.Portal.ProcessorTime;
        var probing = Probes.SendAsync(installation.Portal.Address, store, options.Probes, options.Seconds);
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        used = installation.Portal.ProcessorTime - used;
        var probes = await probing;
        var result = await load;
        await Task.Delay(Settling); // probes that fell behind end after the load
        var workingSet = installation.Portal.WorkingSet;
        var memory = await PortalMemory.ReadAsync();
        Write($"{result.Rate:N0} events/s answered for, p50 {result.Median:N0} ms, p99 {result.Slow:N0} ms; portal {used.TotalSeconds / options.Seconds:N2} cores");
        Write($"portal after it {workingSet / MegaByte:N0} MB; collected {memory.WorkingSet / MegaByte:N0} MB, heap {memory.Heap / MegaByte:N0} MB");
        return (probes, result);
    }

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
