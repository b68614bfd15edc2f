using System.Collections.Concurrent;
using Portal.Domain.Billing;

namespace Portal.Infrastructure.Events.Limits;

/// <summary>How many events each store may still send to this node, by its plan. A message costs one, whatever becomes of it.</summary>
internal sealed class RateLimits(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, TokenBucket> _buckets = new();

    /// <summary>Takes the messages of a request out of the store's rate.</summary>
    /// <returns>Null when they may come; else how long to wait until they may.</returns>
    public TimeSpan? Take(EventSource source, int messages)
    {
        if (RateOf(source) is not { } rate)
        {
            return null;
        }

        var (bucket, now) = (BucketOf(source), time.GetUtcNow());
        return bucket.TryTake(rate, messages, now) ? null : bucket.Until(rate, messages, now);
    }

    /// <summary>Gives back what a request took that was not kept for a reason of ours.</summary>
    public void PutBack(EventSource source, int messages)
    {
        if (RateOf(source) is { } rate)
        {
            BucketOf(source).PutBack(rate, messages);
        }
    }

    /// <summary>What the store has left now; null when its plan sets no rate.</summary>
    public RateStanding? Standing(EventSource source)
    {
        if (RateOf(source) is not { } rate)
        {
            return null;
        }

        var (bucket, now) = (BucketOf(source), time.GetUtcNow());
        return new(rate, bucket.Remaining(rate, now), (int)Math.Ceiling(bucket.UntilFull(now).TotalSeconds));
    }

    private static EventRate? RateOf(EventSource source) => PlanCatalogue.Of(source.Plan).Rate;

    private TokenBucket BucketOf(EventSource source) => _buckets.GetOrAdd(source.TenantId, static _ => new());
}
