namespace Portal.Domain.Billing;

/// <summary>
/// A token bucket as the generic cell rate algorithm keeps it (ITU-T I.371, annex A): one instant, at which the bucket will
/// be full again. Safe to use from several threads.
/// </summary>
public sealed class TokenBucket
{
    private long _fullAt;

    /// <summary>Takes so many events out; takes none when they are not all there.</summary>
    public bool TryTake(EventRate rate, int events, DateTimeOffset now)
    {
        long known, next;
        do
        {
            known = Interlocked.Read(ref _fullAt);
            next = Math.Max(known, now.UtcTicks) + Ticks(rate, events);
            if (next - now.UtcTicks > Ticks(rate, rate.Burst))
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _fullAt, next, known) != known);

        return true;
    }

    /// <summary>Puts events back that were taken for nothing.</summary>
    public void PutBack(EventRate rate, int events) => Interlocked.Add(ref _fullAt, -Ticks(rate, events));

    /// <summary>Events that could be taken now.</summary>
    public int Remaining(EventRate rate, DateTimeOffset now) =>
        (int)Math.Clamp((Ticks(rate, rate.Burst) - Missing(now)) * rate.PerSecond / TimeSpan.TicksPerSecond, 0, rate.Burst);

    /// <summary>How long until the bucket is full, with nothing taken meanwhile.</summary>
    public TimeSpan UntilFull(DateTimeOffset now) => new(Missing(now));

    /// <summary>How long until so many events, at most a burst, can be taken.</summary>
    public TimeSpan Until(EventRate rate, int events, DateTimeOffset now) =>
        new(Math.Max(0, Missing(now) + Ticks(rate, events) - Ticks(rate, rate.Burst)));

    private long Missing(DateTimeOffset now) => Math.Max(0, Interlocked.Read(ref _fullAt) - now.UtcTicks);

    private static long Ticks(EventRate rate, int events) => events * TimeSpan.TicksPerSecond / rate.PerSecond;
}
