namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Numbers of commits: milliseconds since 1970 and 20 bits that start at random, so that numbers of one node rise and
/// two nodes hardly ever meet. Where they do, the key of the ledger refuses the second and the writer takes another.
/// </summary>
internal sealed class BatchIds(TimeProvider time)
{
    private long _last;

    /// <summary>The least number that a commit of an instant or later can have.</summary>
    public static long First(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds() << 20;

    public long Next()
    {
        var wanted = First(time.GetUtcNow()) | (uint)Random.Shared.Next(1 << 20);
        long last, next;
        do
        {
            last = Interlocked.Read(ref _last);
            next = Math.Max(wanted, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        return next;
    }
}
