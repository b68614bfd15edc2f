using System.Buffers;

namespace Portal.Domain.Analytics;

/// <summary>
/// Rows spread over buckets by whom they are of, so that all of one are in one bucket and each bucket can be sorted on its
/// own in the processor's cache, by several threads. The memory comes from a pool: dispose it.
/// </summary>
public sealed class KeyBuckets<TRow> : IDisposable
    where TRow : struct, IComparable<TRow>
{
    internal const int BucketCount = 256;

    private const int FirstCapacity = 256;

    private readonly TRow[][] _buckets = new TRow[BucketCount][];
    private readonly int[] _counts = new int[BucketCount];

    public KeyBuckets() => Array.Fill(_buckets, []);

    /// <summary>Rows in all buckets.</summary>
    public long Count { get; private set; }

    /// <param name="key">Whose row it is: the number the rows are ordered by first.</param>
    public void Add(long key, TRow row)
    {
        var bucket = BucketOf(key);
        var rows = _buckets[bucket];
        if (_counts[bucket] == rows.Length)
            rows = Grow(bucket);
        rows[_counts[bucket]++] = row;
        Count++;
    }

    internal ReadOnlySpan<TRow> Rows(int bucket) => _buckets[bucket].AsSpan(0, _counts[bucket]);

    public void Dispose()
    {
        for (var bucket = 0; bucket < BucketCount; bucket++)
        {
            if (_buckets[bucket].Length > 0)
                ArrayPool<TRow>.Shared.Return(_buckets[bucket]);
            (_buckets[bucket], _counts[bucket]) = ([], 0);
        }
    }

    private TRow[] Grow(int bucket)
    {
        var (small, count) = (_buckets[bucket], _counts[bucket]);
        var large = ArrayPool<TRow>.Shared.Rent(Math.Max(FirstCapacity, small.Length * 2));
        small.AsSpan(0, count).CopyTo(large);
        if (small.Length > 0)
            ArrayPool<TRow>.Shared.Return(small);
        return _buckets[bucket] = large;
    }

    // Visitors are hashes already; multiplying serves numbers that are not (Knuth, The Art of Computer Programming 3, 6.4).
    private static int BucketOf(long key) => (int)(unchecked((ulong)key * 0x9E3779B97F4A7C15) >> 56);
}
