using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Hosting;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Analytics;

/// <summary>How fast read models take in a backlog of commits, and how fast they are made anew.</summary>
internal static class ReadModelBenchmark
{
    public static async Task<bool> RunAsync(long events, int days)
    {
        await using var installation = await PortalInstallation.StartAsync(BenchmarkFolder.New());
        var store = await TestStore.CreateAsync(installation.Database, timeZone: "Asia/Jakarta");
        var clock = Stopwatch.StartNew();
        var written = await new LargeShop(installation.Database, store, 1).WriteAsync(events, days, DateTime.UtcNow.Date);
        Print("written", written, clock.Elapsed);

        // The portal's own service follows while the events are written; what is left is waited for.
        while (await installation.Database.ScalarAsync<bool>("select exists (select from event_batches where projected_at is null)"))
        {
            await Task.Delay(200);
        }

        Print("written and followed", written, clock.Elapsed);
        await using (var vacuum = installation.Database.Owner.CreateCommand("vacuum analyze"))
        {
            vacuum.CommandTimeout = 0;
            await vacuum.ExecuteNonQueryAsync();
        }

        clock.Restart();
        var rebuilt = await new RebuildReadModels(installation.Database, TimeProvider.System)
            .RunAsync(store.TenantId, CancellationToken.None);
        Print("rebuilt", rebuilt, clock.Elapsed);
        return rebuilt == written && clock.Elapsed < TimeSpan.FromMinutes(5) * (written / 10_000_000.0);
    }

    private static void Print(string what, long events, TimeSpan time) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-22} {events,12:N0} events {time.TotalSeconds,8:N1} s {events / time.TotalSeconds,10:N0} events/s"));
}
