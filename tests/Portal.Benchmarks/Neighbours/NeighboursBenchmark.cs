using System.Globalization;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Data;
using Portal.Testing.Hosting;

namespace Portal.Benchmarks.Neighbours;

/// <summary>
/// What one store notices of another that imports poison, uploads slowly, floods a socket and asks for the heaviest pages, all at
/// once, while every limit is the portal's default.
/// </summary>
internal static class NeighboursBenchmark
{
    private const double PagesLimit = 1_000; // ms at p95
    private const double EventsLimit = 100; // ms at p99

    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(8);

    // The runtime compiles for a while what the noisy store makes it do for the first time.
    private static readonly TimeSpan NoisyWarming = TimeSpan.FromSeconds(30);

    /// <returns>False when the quiet store had to wait too long, saw a failure or lost an event, or the portal ended.</returns>
    public static async Task<bool> RunAsync(double seconds)
    {
        await using var installation = await PortalInstallation.StartAsync(BenchmarkFolder.New());
        var stores = await NeighbourStores.CreateAsync(installation);
        using var quiet = await QuietStore.OpenAsync(installation, stores.Quiet);
        using var noisy = await NoisyStore.OpenAsync(installation, stores.Noisy);
        await quiet.RunAsync(Warming);

        await using var watch = new PortalWatch(installation.Portal);
        var time = TimeSpan.FromSeconds(seconds);
        var alone = await quiet.RunAsync(time / 3);
        Console.WriteLine($"alone: {watch.Take()}");
        using var ending = new CancellationTokenSource();
        var noise = noisy.RunAsync(ending.Token);
        await quiet.RunAsync(NoisyWarming);
        watch.Take();
        var beside = await quiet.RunAsync(time);
        Console.WriteLine($"beside the neighbour: {watch.Take()}");
        await ending.CancelAsync();
        await noise;

        var isFine = Print(alone, beside);
        await PrintNoiseAsync(installation, stores, noisy);
        return isFine & await quiet.IsCompleteAsync(installation) & IsAlive(installation.Portal);
    }

    private static bool Print(QuietFigures alone, QuietFigures beside)
    {
        Console.WriteLine($"{"",-38}{"count",8}{"p50",8}{"p95",8}{"p99",8}{"max",8} ms");
        foreach (var (one, other) in alone.All.Zip(beside.All))
        {
            Print(one, "alone");
            Print(other, "beside the neighbour");
        }

        var failures = alone.All.Concat(beside.All).Sum(tally => tally.Failures);
        var (pages, singles, batches) = (beside.Pages.Latency(), beside.Singles.Latency(), beside.Batches.Latency());
        if (failures > 0)
            Write($"the quiet store saw {failures:N0} failures");
        if (pages.P95 >= PagesLimit)
            Write($"its pages were too slow: {PagesLimit:N0} ms at p95 are the bar");
        if (singles.P99 >= EventsLimit || batches.P99 >= EventsLimit)
            Write($"its events were too slow: {EventsLimit:N0} ms at p99 are the bar");
        return failures == 0 && pages.P95 < PagesLimit && singles.P99 < EventsLimit && batches.P99 < EventsLimit;
    }

    private static void Print(Tally tally, string when)
    {
        var (name, took) = ($"{tally.Name}, {when}", tally.Latency());
        Write($"{name,-38}{took.Count,8:N0}{took.P50,8:N0}{took.P95,8:N0}{took.P99,8:N0}{took.Max,8:N0}    {tally.Outcomes}");
    }

    private static async Task PrintNoiseAsync(PortalInstallation installation, NeighbourStores stores, NoisyStore noisy)
    {
        Console.WriteLine("the neighbour:");
        foreach (var tally in noisy.Answers)
            Write($"{tally.Name,-26}{tally.Outcomes}");
        Write($"{"messages into circuits",-26}{noisy.Messages:N0}");
        var imports = await installation.Database.ScalarAsync<string>("""
            select string_agg(count || ' × ' || status, ', ') from (
              select state as status, count(*) from imports where tenant_id = $1 and file_name <> 'order_lines.csv.gz'
              group by state order by count(*) desc) s
            """, stores.Noisy.TenantId);
        Write($"{"files that were taken",-26}{imports}");
    }

    private static bool IsAlive(PortalProcess portal)
    {
        var errors = PortalWatch.Errors(portal);
        Write($"portal {(portal.IsRunning ? "runs still" : "ended")}, {errors.Sum(error => error.Count):N0} errors in its log");
        foreach (var (line, count) in errors)
            Write($"  {count:N0} × {line}");
        return portal.IsRunning;
    }

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
