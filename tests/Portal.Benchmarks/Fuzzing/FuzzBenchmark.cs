using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Portal.Benchmarks.Hosting;
using Portal.Hosting;
using Portal.Hosting.Process;
using Portal.Testing.Fuzzing.Requests;
using Portal.Testing.Hosting;

namespace Portal.Benchmarks.Fuzzing;

/// <summary>
/// A new portal in a process of its own under the fuzzer of the tests: no failure, no error in its log, no restart, and memory and
/// threads back where they were.
/// </summary>
internal static class FuzzBenchmark
{
    private const int Workers = 8;
    private const long MegaByte = 1_048_576;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    // Longer than pages whose connection was lost are kept, and than idle threads live.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(4);

    // Answers of 429 and 503 would keep the fuzzer out of what it is to try.
    private static readonly Dictionary<string, string> Settings = new(
        from setting in Rates().Concat(Waits()) select KeyValuePair.Create(setting.Name, setting.Value));

    public static async Task<bool> RunAsync(double minutes)
    {
        await using var installation = await PortalInstallation.StartAsync(BenchmarkFolder.New(), Settings);
        using var portal = await PrepareAsync(installation);
        await PortalFuzz.RunAsync(portal, WarmUp, Workers);
        var before = (Memory: installation.Portal.WorkingSet, installation.Portal.Threads);

        var tally = await PortalFuzz.RunAsync(portal, TimeSpan.FromMinutes(minutes), Workers, now => Say(installation, now));
        Say(installation, tally);
        Console.WriteLine(tally);
        foreach (var failure in tally.Failures)
            Console.WriteLine(failure);
        var errors = Errors(installation.Portal.Log).ToList();
        foreach (var error in errors.Take(20))
            Console.WriteLine(error);

        await Task.Delay(Rest);
        var after = (Memory: installation.Portal.WorkingSet, installation.Portal.Threads);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {tally.Requests:N0} requests, {tally.Refused:N0} refused, {tally.Of("circuits"):N0} circuits with {tally.Of("messages"):N0} messages
            {tally.Of("failures")} failures, {errors.Count} errors in the log, {(installation.Portal.IsRunning ? "the process that was started still runs" : "the process ended")}
            memory {before.Memory / MegaByte} MB before, {after.Memory / MegaByte} MB after; threads {before.Threads} before, {after.Threads} after
            """));
        return tally.Of("failures") == 0 && errors.Count == 0 && installation.Portal.IsRunning
            && after.Memory < before.Memory + (300 * MegaByte) && after.Threads <= before.Threads + 16;
    }

    // The stores and people are made by the portal's own use cases, over the same database and keys, in an application that never runs.
    private static async Task<FuzzedPortal> PrepareAsync(PortalInstallation installation)
    {
        await using var database = new Portal.Infrastructure.Data.PortalDatabase(installation.Database.OwnerConnectionString);
        await using var application = PortalHost.Build(
            new PortalArguments { Urls = "http://127.0.0.1:0", DataDirectory = installation.Directory, Demo = false }, database);
        return await FuzzedPortal.CreateAsync(
            application.Services, installation.Database, installation.Portal.Address, ((IEndpointRouteBuilder)application).DataSources);
    }

    private static void Say(PortalInstallation installation, FuzzTally tally) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{tally.Requests:N0} requests, {tally.Refused:N0} refused, {tally.Of("failures")} failures, {tally.Of("circuits"):N0} circuits, "
        + $"{installation.Portal.WorkingSet / MegaByte} MB, {installation.Portal.Threads} threads"));

    private static IEnumerable<(string Name, string Value)> Rates() =>
        from name in (string[])["Address", "Open", "Page", "Export", "Api", "ApiStore", "Platform"]
        from limit in (string[])["PerSecond", "Burst"]
        select ($"Rates__{name}__{limit}", "100000");

    private static IEnumerable<(string Name, string Value)> Waits() =>
        ((string[])["Page", "Export", "Api"]).Select(name => ($"Workloads__{name}__WaitSeconds", "60"))
            .Append(("Rates__ExportsPerStore", "100"));

    private static IEnumerable<string> Errors(string log) => log.Split('\n').Where(line => line.StartsWith('{') && IsError(line));

    private static bool IsError(string line)
    {
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.TryGetProperty("LogLevel", out var level) && level.GetString() is "Error" or "Critical";
    }
}
