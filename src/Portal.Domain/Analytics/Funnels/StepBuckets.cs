using System.Buffers;

namespace Portal.Domain.Analytics.Funnels;

/// <summary>
/// Events spread over buckets by person, so that all of a person's are in one and each bucket can be sorted on its own in
/// the processor's cache, by several threads. The memory comes from a pool: dispose it.
/// </summary>
public sealed class StepBuckets : IDisposable
{
    private const int BucketCount = 256;
    private const int FirstCapacity = 256;

    private readonly StepEvent[][] _buckets = new StepEvent[BucketCount][];
    private readonly int[] _counts = new int[BucketCount];

    public StepBuckets() => Array.Fill(_buckets, []);

    /// <summary>Events in all buckets.</summary>
    public long Count { get; private set; }

    public void Add(StepEvent happened)
    {
        var bucket = BucketOf(happened.Person);
        var events = _buckets[bucket];
        if (_counts[bucket] == events.Length)
            events = Grow(bucket);
        events[_counts[bucket]++] = happened;
        Count++;
    }

    /// <summary>Evaluates a funnel over events that were gathered in parts.</summary>
    /// <param name="names">As in <see cref="StepChain"/>.</param>
    /// <param name="window">In the unit of the events' instants.</param>
    /// <param name="threads">That work on it.</param>
    public static FunnelOutcomes Evaluate(IReadOnlyList<StepBuckets> parts, IReadOnlyList<int> names, long window, int threads, CancellationToken cancellationToken)
    {
        var outcomes = Enumerable.Range(0, threads).Select(_ => new FunnelOutcomes(names, window)).ToArray();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, thread =>
        {
            for (var bucket = thread; bucket < BucketCount; bucket += threads)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Evaluate(parts, bucket, outcomes[thread]);
            }
        });
        foreach (var others in outcomes.Skip(1))
            outcomes[0].Add(others);
        return outcomes[0];
    }

    public void Dispose()
    {
        for (var bucket = 0; bucket < BucketCount; bucket++)
        {
            if (_buckets[bucket].Length > 0)
                ArrayPool<StepEvent>.Shared.Return(_buckets[bucket]);
            (_buckets[bucket], _counts[bucket]) = ([], 0);
        }
    }

    private static void Evaluate(IReadOnlyList<StepBuckets> parts, int bucket, FunnelOutcomes outcomes)
    {
        var gathered = ArrayPool<StepEvent>.Shared.Rent(Math.Max(1, parts.Sum(part => part._counts[bucket])));
        var count = 0;
        foreach (var part in parts)
        {
            part._buckets[bucket].AsSpan(0, part._counts[bucket]).CopyTo(gathered.AsSpan(count));
            count += part._counts[bucket];
        }

        var events = gathered.AsSpan(0, count);
        events.Sort();
        outcomes.Add(events);
        ArrayPool<StepEvent>.Shared.Return(gathered);
    }

    private StepEvent[] Grow(int bucket)
    {
        var (small, count) = (_buckets[bucket], _counts[bucket]);
        var large = ArrayPool<StepEvent>.Shared.Rent(Math.Max(FirstCapacity, small.Length * 2));
        small.AsSpan(0, count).CopyTo(large);
        if (small.Length > 0)
            ArrayPool<StepEvent>.Shared.Return(small);
        return _buckets[bucket] = large;
    }

    // Visitors are hashes already; folding them serves numbers that are not.
    private static int BucketOf(long person) => (int)((ulong)(person * unchecked((long)0x9E3779B97F4A7C15)) >> 56);
}
