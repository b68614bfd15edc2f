namespace Portal.Infrastructure.Analytics;

/// <summary>How far a store's read models are.</summary>
/// <param name="AsOf">Every event received until then is in them.</param>
/// <param name="Events">Events in them.</param>
/// <param name="LastBatch">The latest commit taken in.</param>
/// <param name="RebuiltAt">When they were last made anew from the events; null while never.</param>
/// <param name="WaitingSince">When the oldest event that is not in them came; null when none waits.</param>
/// <param name="Waiting">Events that are not in them yet, without those held over the quota.</param>
public sealed record ReadModelState(
    DateTimeOffset AsOf, long Events, long LastBatch, DateTimeOffset? RebuiltAt, DateTimeOffset? WaitingSince, long Waiting)
{
    /// <summary>The figures of a store that sends events all the time are a second or two behind; this is more.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    /// <summary>The same as long as the rows are.</summary>
    internal ReadModelVersion Version => new(LastBatch, Events, RebuiltAt);

    /// <summary>How far the figures are behind the events at an instant.</summary>
    public TimeSpan Lag(DateTimeOffset now) => WaitingSince is { } since && since < now ? now - since : TimeSpan.Zero;

    /// <summary>True while so much waits that the figures are visibly incomplete, as after an import.</summary>
    public bool IsCatchingUp(DateTimeOffset now) => Waiting > 0 && Lag(now) > Usual;
}

/// <summary>The same as long as the rows of a store's read models are.</summary>
internal sealed record ReadModelVersion(long LastBatch, long Events, DateTimeOffset? RebuiltAt);
