namespace Portal.Infrastructure.Analytics;

/// <summary>How far a store's read models are.</summary>
/// <param name="AsOf">Every event received until then is in them.</param>
/// <param name="Events">Events in them.</param>
/// <param name="LastBatch">The latest commit taken in.</param>
/// <param name="RebuiltAt">When they were last made anew from the events; null while never.</param>
/// <param name="WaitingSince">When the oldest event that is not in them came; null when none waits.</param>
public sealed record ReadModelState(DateTimeOffset AsOf, long Events, long LastBatch, DateTimeOffset? RebuiltAt, DateTimeOffset? WaitingSince)
{
    /// <summary>The same as long as the rows are.</summary>
    internal ReadModelVersion Version => new(LastBatch, Events, RebuiltAt);

    /// <summary>How far the figures are behind the events at an instant.</summary>
    public TimeSpan Lag(DateTimeOffset now) => WaitingSince is { } since && since < now ? now - since : TimeSpan.Zero;
}

/// <summary>The same as long as the rows of a store's read models are.</summary>
internal sealed record ReadModelVersion(long LastBatch, long Events, DateTimeOffset? RebuiltAt);
