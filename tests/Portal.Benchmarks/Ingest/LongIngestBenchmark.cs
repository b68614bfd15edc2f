using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Ingest;

/// <summary>
/// Ingestion for minutes with read models following: its rate beside COPY, how far the read models are behind, and the portal's memory.
/// </summary>
internal static class LongIngestBenchmark
{
    private const int Connections = 8;
    private const int BatchSize = 500;
    private const double Bar = 0.6;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    /// <param name="rate">Events a second that are offered; as many as are taken when infinite.</param>
    /// <returns>False when rows are missing or the rate is below the bar.</returns>
    public static async Task<bool> RunAsync(double minutes, double rate)
    {
        await using var installation = await PortalInstallation.StartAsync(BenchmarkFolder.New());
        var store = await TestStore.CreateAsync(installation.Database);
        await installation.Database.ExecuteAsync("update tenants set plan = 'unmetered'");
        var (copied, emptyRate) = await CopyAsync(installation, store);

        using var http = new HttpLoad(installation.Portal.Address, store, Connections, BatchSize);
        var began = Stopwatch.StartNew();
        var watching = WatchAsync(installation, TimeSpan.FromMinutes(minutes));
        var result = await Task.Run(() => http.Run(long.MaxValue, minutes * 60, rate));
        await watching;
        var seconds = began.Elapsed.TotalSeconds;
        while (await installation.Database.ScalarAsync<bool>("select exists (select from event_batches where projected_at is null)"))
        {
            await Task.Delay(200);
        }

        var complete = began.Elapsed.TotalSeconds - (minutes * 60);
        // A COPY of as many rows would meet the table empty at first and full at last.
        var counted = await installation.Database.ScalarAsync<decimal>("select coalesce(sum(events), 0) from event_rollups");
        var (copiedLater, fullRate) = await CopyAsync(installation, store);
        var copyRate = (emptyRate + fullRate) / 2;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Events:N0} events in {seconds:N0} s: {result.Rate:N0}/s, p50 {result.Median:N1} ms, p99 {result.Slow:N1} ms; COPY "
                + $"before {emptyRate:N0}/s, after {fullRate:N0}/s; ratio to their mean {result.Rate / copyRate:N2}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read models complete {complete:N0} s after the last event"));
        var kept = await installation.Database.ScalarAsync<long>("select count(*) from events");
        return kept == copied + copiedLater + result.Events && counted == result.Events
            && (double.IsFinite(rate) || result.Rate / copyRate >= Bar);
    }

    private static async Task<(int Events, double Rate)> CopyAsync(PortalInstallation installation, TestStore store)
    {
        await installation.Database.ExecuteAsync("checkpoint");
        var copied = await new CopyLoad(installation.Database, store, BatchSize).RunAsync(1, 500_000);
        await installation.Database.ExecuteAsync("checkpoint");
        return copied;
    }

    private static async Task WatchAsync(PortalInstallation installation, TimeSpan time)
    {
        var began = Stopwatch.StartNew();
        while (began.Elapsed < time)
        {
            await Task.Delay(Step);
            var lag = await installation.Database.ScalarAsync<double>(
                "select coalesce(extract(epoch from now() - min(received_from)), 0)::double precision from event_batches where "
                    + "projected_at is null");
            var events = await installation.Database.ScalarAsync<long>("select coalesce(sum(events), 0)::bigint from event_batches");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{began.Elapsed.TotalSeconds,6:N0} s  {events,12:N0} events  read models {lag,5:N1} s behind  portal "
                    + $"{installation.Portal.WorkingSet / 1_048_576,6:N0} MB"));
        }
    }
}
