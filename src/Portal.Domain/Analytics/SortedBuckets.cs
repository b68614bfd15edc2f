using System.Buffers;

namespace Portal.Domain.Analytics;

/// <summary>Takes a bucket's rows in their order.</summary>
/// <param name="thread">Which of the threads calls, counted from 0.</param>
public delegate void SortedRows<TRow>(int thread, ReadOnlySpan<TRow> rows);

/// <summary>Goes through rows that were spread over buckets.</summary>
public static class SortedBuckets
{
    /// <summary>Visits every bucket of rows that were gathered in parts, in order, each on one of several threads.</summary>
    public static void Visit<TRow>(
        this IReadOnlyList<KeyBuckets<TRow>> parts, int threads, SortedRows<TRow> visit, CancellationToken cancellationToken)
        where TRow : struct, IComparable<TRow> =>
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, thread =>
        {
            for (var bucket = thread; bucket < KeyBuckets<TRow>.BucketCount; bucket += threads)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Visit(parts, bucket, thread, visit);
            }
        });

    private static void Visit<TRow>(IReadOnlyList<KeyBuckets<TRow>> parts, int bucket, int thread, SortedRows<TRow> visit)
        where TRow : struct, IComparable<TRow>
    {
        var gathered = ArrayPool<TRow>.Shared.Rent(parts.Sum(part => part.Rows(bucket).Length));
        var count = 0;
        foreach (var part in parts)
        {
            part.Rows(bucket).CopyTo(gathered.AsSpan(count));
            count += part.Rows(bucket).Length;
        }

        var rows = gathered.AsSpan(0, count);
        rows.Sort();
        visit(thread, rows);
        ArrayPool<TRow>.Shared.Return(gathered);
    }
}
