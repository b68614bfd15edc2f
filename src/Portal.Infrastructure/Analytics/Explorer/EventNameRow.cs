namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>One event name over a range of days.</summary>
/// <param name="Share">Of all events of the range, from 0 to 1.</param>
/// <param name="Late">Arrived more than an hour after they happened.</param>
/// <param name="Bots">Of bots; 0 unless bots are shown.</param>
/// <param name="Line">Events in each hour or day of the range.</param>
public sealed record EventNameRow(string Name, long Events, decimal Share, long Late, long Bots, IReadOnlyList<long> Line);

/// <summary>One event name through a range of days.</summary>
/// <param name="ByHour">True when a bucket is an hour, else it is a day.</param>
public sealed record EventNameHistory(string Name, bool ByHour, IReadOnlyList<EventBucket> Buckets)
{
    public long Events => Buckets.Sum(bucket => bucket.Events);

    public long Late => Buckets.Sum(bucket => bucket.Late);

    public long Bots => Buckets.Sum(bucket => bucket.Bots);
}

/// <summary>An hour or a day of the store.</summary>
public sealed record EventBucket(DateTimeOffset Start, long Events, long Late, long Bots);
