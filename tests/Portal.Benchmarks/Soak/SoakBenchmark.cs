using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Hosting;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Soak;

/// <summary>
/// Mixed load from several clients while the database is killed twice and the portal twice; afterwards every message that
/// was answered for is in the table once, and in the read models once.
/// </summary>
internal static class SoakBenchmark
{
    private const int Clients = 8;

    /// <returns>False when a message is missing, twice, or not counted.</returns>
    public static async Task<bool> RunAsync(double minutes)
    {
        await using var installation = await PortalInstallation.StartAsync(BenchmarkFolder.New());
        var store = await TestStore.CreateAsync(installation.Database);
        await installation.Database.ExecuteAsync("update tenants set plan = 'unmetered' where id = $1", store.TenantId);
        using var stopping = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(n => new SoakClient(installation.Portal.Address, store, n)).ToList();
        var running = clients.ConvertAll(c => Task.Run(() => c.RunAsync(TimeSpan.FromMilliseconds(400), stopping.Token)));

        var fifth = TimeSpan.FromMinutes(minutes / 5);
        for (var fault = 0; fault < 4; fault++)
        {
            await Task.Delay(fifth);
            await FailAsync(installation, isDatabase: fault % 2 == 0);
            Print(clients, fault % 2 == 0 ? "database killed, all restarted" : "portal killed, restarted");
        }

        await Task.Delay(fifth);
        await stopping.CancelAsync();
        await Task.WhenAll(running);
        Print(clients, "load ended");
        return await IsCompleteAsync(installation, clients);
    }

    // The portal ends when the server that it started is gone, so after the one both are started.
    private static async Task FailAsync(PortalInstallation installation, bool isDatabase)
    {
        if (isDatabase)
        {
            await installation.KillDatabaseAsync();
        }

        await installation.Portal.KillAsync();
        await installation.StartPortalAsync();
    }

    private static async Task<bool> IsCompleteAsync(PortalInstallation installation, List<SoakClient> clients)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromMinutes(2)
            && await installation.Database.ScalarAsync<bool>("select exists (select from event_batches where projected_at is null)"))
        {
            await Task.Delay(200);
        }

        var isComplete = true;
        foreach (var client in clients)
        {
            var kept = await installation.Database.ScalarAsync<long>("select count(*) from events where message_id like $1",
                client.Prefix + "%");
            var different = await installation.Database.ScalarAsync<long>(
                "select count(distinct message_id) from events where message_id like $1", client.Prefix + "%");
            var beyond = await installation.Database.ScalarAsync<long>(
                "select count(*) from events where message_id like $1 and substr(message_id, $2)::bigint >= $3", client.Prefix + "%",
                client.Prefix.Length + 1, client.Acknowledged);
            isComplete &= kept == client.Acknowledged && different == kept && beyond == 0;
        }

        var counted = await installation.Database.ScalarAsync<decimal>("select coalesce(sum(events), 0) from event_rollups");
        var acknowledged = clients.Sum(c => c.Acknowledged);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{acknowledged:N0} acknowledged; each in the table once: {isComplete}; {counted:N0} in the read models "
                + $"{waited.Elapsed.TotalSeconds:N0} s later"));
        return isComplete && counted == acknowledged;
    }

    private static void Print(List<SoakClient> clients, string what) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:HH:mm:ss}  {what,-32} {clients.Sum(c => c.Acknowledged),12:N0} acknowledged, "
            + $"{clients.Sum(c => c.Repeated),6:N0} sends repeated, {clients.Sum(c => c.Duplicates),8:N0} known already"));
}
