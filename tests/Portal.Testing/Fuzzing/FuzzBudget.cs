using System.Diagnostics;
using System.Globalization;

namespace Portal.Testing.Fuzzing;

/// <summary>Holds what a reader may take for an input of some size: memory in proportion to it, and time that does not run away.</summary>
/// <param name="Bytes">Of memory, whatever the input.</param>
/// <param name="BytesForEach">Of memory for each byte of the input.</param>
/// <param name="Time">At most.</param>
public sealed record FuzzBudget(long Bytes, long BytesForEach, TimeSpan Time)
{
    /// <summary>Runs something that stays on its thread.</summary>
    /// <exception cref="InvalidOperationException">It took more.</exception>
    public void Check(int length, Action run)
    {
        var spent = Measure(run, out var allocated);
        if (allocated > Bytes + (BytesForEach * length))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{allocated} bytes of memory for an input of {length}."));

        // A machine that does much else makes anything slow once.
        for (var tries = 0; spent > Time && tries < 3; tries++)
            spent = Measure(run, out _);
        if (spent > Time)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{spent.TotalMilliseconds:0} ms for an input of {length}."));
    }

    private static TimeSpan Measure(Action run, out long allocated)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        run();
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return watch.Elapsed;
    }
}
