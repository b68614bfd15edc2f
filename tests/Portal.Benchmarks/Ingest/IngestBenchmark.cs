using System.Globalization;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Ingest;

/// <summary>How fast events become durable rows through HTTP, beside a plain binary COPY of the same rows into the same table.</summary>
internal static class IngestBenchmark
{
    private const int Connections = 8;
    private const int SingleConnections = 32;
    private const double SinglesBar = 10_000;
    private const double HalfPeakBar = 50; // milliseconds

    /// <summary>Batches with the least share of COPY's rate that they must reach.</summary>
    private static readonly (int Batch, double Bar)[] Bars = [(50, 0.5), (500, 0.8)];

    private static long _sent;

    /// <returns>False when rows are missing or a bar is missed.</returns>
    public static async Task<bool> RunAsync(IngestOptions options)
    {
        await using var installation = await PortalInstallation.StartAsync(BenchmarkFolder.New());
        var store = await TestStore.CreateAsync(installation.Database);

        Console.WriteLine(
            $"{Environment.ProcessorCount} cores shared by clients, portal and PostgreSQL; fsync on; medians of {options.Rounds} rounds");
        Console.WriteLine();
        Console.WriteLine("batch  connections  HTTP events/s  p50 ms  p99 ms  COPY events/s  COPY x2 events/s  HTTP/COPY");
        await installation.Database.ExecuteAsync("update tenants set plan = 'unmetered'");
        await SettledLog.PrepareAsync(installation.Database);
        await using var paused = await PausedProjection.StartAsync(installation.Database, store.TenantId);
        var isFast = await SinglesAsync(installation, store, options) >= SinglesBar;
        foreach (var (batch, _) in Bars)
        {
            isFast &= await HalfPeakAsync(installation, store, batch, options) < HalfPeakBar;
        }

        foreach (var (batch, bar) in Bars)
        {
            isFast &= await CompareAsync(installation, store, batch, options) >= bar;
        }

        // Again behind the millions of the same day, where each new id falls on another page of a large index; no bar.
        await SinglesAsync(installation, store, options);

        var kept = await installation.Database.ScalarAsync<long>("select count(*) from events");
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_sent:N0} events were answered for or copied, {kept:N0} are in the table"));
        return isFast && kept == _sent;
    }

    // Before the rounds of COPY: their pages are written back half a minute later, beside whatever is measured then.
    private static async Task<double> HalfPeakAsync(PortalInstallation installation, TestStore store, int batch, IngestOptions options)
    {
        using var http = new HttpLoad(installation.Portal.Address, store, Connections, batch);
        await CheckpointAsync(installation);
        Count(http.Run(options.Events, options.Seconds));
        var peak = Median(Enumerable.Range(0, options.Rounds).Select(_ => Count(http.Run(options.Events, options.Seconds)).Rate));

        // Longer, so that a hundredth of its requests are several.
        await using var disk = new DiskProbe();
        var half = Count(http.Run(long.MaxValue, options.Seconds * 6, peak / 2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{batch,5}  at half the peak: {half.Rate:N0} events/s, p50 {half.Median:N1} ms, p99 {half.Slow:N1} ms"));
        Console.WriteLine($"{batch,5}  a flush of the disk meanwhile: {await disk.EndAsync()}");
        return half.Slow;
    }

    private static async Task<double> CompareAsync(PortalInstallation installation, TestStore store, int batch, IngestOptions options)
    {
        using var http = new HttpLoad(installation.Portal.Address, store, Connections, batch);
        var copy = new CopyLoad(installation.Database, store, batch);
        var answers = new List<LoadResult>();
        var copies = new List<double>();
        var doubles = new List<double>();

        var events = Count(http.Run(options.Events, 2)).Events;
        await CopyAsync(copy, 1, events);
        for (var round = 0; round < options.Rounds; round++)
        {
            // The order changes, so that neither always meets the larger table.
            if (round % 2 == 0)
            {
                await CheckpointAsync(installation);
                answers.Add(Count(http.Run(options.Events, options.Seconds)));
                events = answers[^1].Events;
            }

            await CheckpointAsync(installation);
            copies.Add(await CopyAsync(copy, 1, events));
            await CheckpointAsync(installation);
            doubles.Add(await CopyAsync(copy, 2, events));
            if (round % 2 == 1)
            {
                await CheckpointAsync(installation);
                answers.Add(Count(http.Run(options.Events, options.Seconds)));
            }
        }

        var median = new LoadResult(0, Median(answers.Select(a => a.Rate)), Median(answers.Select(a => a.Median)),
            Median(answers.Select(a => a.Slow)));
        Print(batch, Connections, median, Median(copies), Median(doubles));
        return median.Rate / Median(copies);
    }

    // Beside the least that keeps events, which tells how much of the machine the clients and HTTP take.
    private static async Task<double> SinglesAsync(PortalInstallation installation, TestStore store, IngestOptions options)
    {
        using var plain = await PlainServer.StartAsync(installation.Database.OwnerConnectionString);
        using var plainLoad = new HttpLoad(plain.Address, store, SingleConnections, 1);
        using var load = new HttpLoad(installation.Portal.Address, store, SingleConnections, 1);

        // One checkpoint, as the server makes one in a quarter of an hour: after each, the first change of a page logs all of it,
        // and ids that come one by one change another page each time.
        await CheckpointAsync(installation);
        plainLoad.RunOnOneThread(options.Seconds);
        Count(load.RunOnOneThread(options.Seconds * 4)); // until the runtime has compiled what is hot
        var (answers, min) = (new List<LoadResult>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            min.Add(plainLoad.RunOnOneThread(options.Seconds).Rate);
            answers.Add(Count(load.RunOnOneThread(options.Seconds * 2)));
        }

        var median = new LoadResult(0, Median(answers.Select(a => a.Rate)), Median(answers.Select(a => a.Median)),
            Median(answers.Select(a => a.Slow)));
        var kept = await installation.Database.ScalarAsync<long>("select count(*) from events");
        Print(1, SingleConnections, median, null, null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"    1  rounds: {string.Join(", ", answers.Select(a => a.Rate.ToString("N0", CultureInfo.InvariantCulture)))}; {kept:N0} "
                + $"events in the table then"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"    1  the least server, without key, index, stores or understanding: {Median(min):N0} events/s"));
        return median.Rate;
    }

    private static LoadResult Count(LoadResult result)
    {
        _sent += result.Events;
        return result;
    }

    private static async Task<double> CopyAsync(CopyLoad copy, int connections, long events)
    {
        var (written, rate) = await copy.RunAsync(connections, (int)events);
        _sent += written;
        return rate;
    }

    private static Task<int> CheckpointAsync(PortalInstallation installation) => installation.Database.ExecuteAsync("checkpoint");

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Print(int batch, int connections, LoadResult http, double? copy, double? twice) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{batch,5}  {connections,11}  {http.Rate,13:N0}  {http.Median,6:N1}  {http.Slow,6:N1}  {copy,13:N0}  {twice,16:N0}  "
            + $"{http.Rate / copy,9:N2}"));
}
