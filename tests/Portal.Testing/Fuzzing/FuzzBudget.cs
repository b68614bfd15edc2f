using System.Diagnostics;
using System.Globalization;

namespace Portal.Testing.Fuzzing;

/// <summary>Holds what a reader may take for an input of some size: memory in proportion to it, and time that does not run away.</summary>
/// <param name="Bytes">Of memory, whatever the input.</param>
/// <param name="BytesForEach">Of memory for each byte of the input.</param>
/// <param name="Time">For each begun megabyte of the input.</param>
public sealed record FuzzBudget(long Bytes, long BytesForEach, TimeSpan Time)
{
    private const int Tries = 4;

    /// <summary>
    /// Runs something that stays on its thread; again when it took too much, since the first time may load what others share.
    /// </summary>
    /// <exception cref="InvalidOperationException">It took more each time.</exception>
    public void Check(int length, Action run)
    {
        var (bytes, time, limit) = (long.MaxValue, TimeSpan.MaxValue, Time * (1 + (length >> 20)));
        for (var tries = 0; tries < Tries && (bytes > Bytes + (BytesForEach * length) || time > limit); tries++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            run();
            time = watch.Elapsed < time ? watch.Elapsed : time;
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        if (bytes > Bytes + (BytesForEach * length))
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes of memory for an input of {length}."));
        if (time > limit)
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms for an input of {length}."));
    }
}
