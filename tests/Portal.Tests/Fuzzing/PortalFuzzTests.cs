using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Testing.Fuzzing;
using Portal.Testing.Fuzzing.Requests;
using Portal.Tests.Garbage;
using Xunit;

namespace Portal.Tests.Fuzzing;

/// <summary>
/// The whole portal under a fuzzer that speaks HTTP and the protocol of circuits. Twenty seconds, ten times as long as
/// <c>PORTAL_FUZZ_SECONDS</c> says; <c>fuzz MINUTES</c> of the benchmarks does it to a portal in a process of its own.
/// </summary>
public sealed class PortalFuzzTests(GarbageApp app, ITestOutputHelper output) : IClassFixture<GarbageApp>
{
    private const int Workers = 6;
    private const long MegaByte = 1024 * 1024;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_BrokenRequestsAndCircuits_NothingFailsAndNothingStaysBehind()
    {
        using var portal = await FuzzedPortal.CreateAsync(app.Services, app.Database, app.Address);
        await PortalFuzz.RunAsync(portal, Fuzz.Duration, Workers, cancellationToken: Cancel);
        var (heap, threads) = Held();

        var tally = await PortalFuzz.RunAsync(portal, Fuzz.Duration * 10, Workers, cancellationToken: Cancel);
        output.WriteLine(tally.ToString());

        Assert.True(tally.Failures.Count == 0, string.Join('\n', tally.Failures.Concat(app.Faults.Newest)));
        Assert.Empty(app.Faults.Newest);
        Assert.False(app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.True(tally.Of("events 200") > 10 && tally.Of("rows 200") > 10 && tally.Of("imports 202") > 0
            && tally.Of("pages 200") > 10, tally.ToString());
        Assert.True(tally.Refused > tally.Requests / 10, tally.ToString());
        await IsBackAsync(heap, threads);
    }

    // Circuits that were left are kept for some minutes in case their browser comes back; there are at most 200 of them.
    private static async Task IsBackAsync(long heap, int threads)
    {
        var (max, started) = (heap + (200 * MegaByte), Stopwatch.GetTimestamp());
        while (Held() is var (now, running) && (now > max || running > threads + 16))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30),
                $"{now / MegaByte} MB after {heap / MegaByte}, {running} threads after {threads}.");
            await Task.Delay(500, Cancel);
        }
    }

    private static (long Heap, int Threads) Held()
    {
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), process.Threads.Count);
    }
}
