using System.Diagnostics;

namespace Portal.Testing.Fuzzing.Requests;

/// <summary>Sends what fuzzers make to a portal, several at a time, until the time is over.</summary>
public static class PortalFuzz
{
    // Of the rounds, one in so many is a circuit: it takes as long as a hundred requests.
    private const int CircuitEvery = 40;

    /// <summary>The rounds of a seed are the same every time; which of them meet in the portal is not.</summary>
    /// <param name="duration">How long; the seed of <c>PORTAL_FUZZ_SEED</c> is run once and alone.</param>
    /// <param name="workers">How many at a time.</param>
    /// <param name="onMinute">Told of the counts every minute.</param>
    public static async Task<FuzzTally> RunAsync(
        FuzzedPortal portal, TimeSpan duration, int workers, Action<FuzzTally>? onMinute = null,
        CancellationToken cancellationToken = default)
    {
        var tally = new FuzzTally();
        var (requests, circuits) = (new RequestFuzzer(portal, tally), new CircuitFuzzer(portal, tally));
        var started = Stopwatch.GetTimestamp();
        var last = Fuzz.FirstSeed - 1;
        if (Fuzz.Only is { } only)
        {
            await RunAsync(requests, circuits, only);
            return tally;
        }

        async Task WorkAsync()
        {
            while (Stopwatch.GetElapsedTime(started) < duration && !cancellationToken.IsCancellationRequested)
                await RunAsync(requests, circuits, Interlocked.Increment(ref last));
        }

        var work = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync, cancellationToken)));
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMinutes(1), cancellationToken)) != work)
            onMinute?.Invoke(tally);
        await work;
        return tally;
    }

    private static Task RunAsync(RequestFuzzer requests, CircuitFuzzer circuits, int seed) =>
        seed % CircuitEvery == 0 ? circuits.RunAsync(new(seed)) : requests.RunAsync(new(seed));
}
