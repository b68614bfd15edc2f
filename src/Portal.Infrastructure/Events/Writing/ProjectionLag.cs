namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// How far the read models of this node's stores are behind what was committed. Writers in reserve rest while it is long, so
/// that a load which takes all of the machine slows down instead of leaving the figures behind.
/// </summary>
internal sealed class ProjectionLag
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4);

    private volatile bool _isLong;

    /// <summary>True while the figures are further behind than they should be.</summary>
    public bool IsLong => _isLong;

    /// <summary>Takes down how long the oldest commit waits that no figure holds yet.</summary>
    public void Record(TimeSpan lag) => _isLong = lag > Long;
}
