namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Which writers may take what waits: one at a time copies rows, and while it waits for its commit to reach the disk the next
/// one copies. Two copy side by side only when much waits, since each commit costs as much as writing some hundred events,
/// and only when the read models do not need what is left of the machine. Used under the queue's lock.
/// </summary>
internal sealed class WriterTurns(FollowingLag lag)
{
    /// <summary>Events that must wait for a writer to copy while another does.</summary>
    public const int BesideCopy = 256;

    private int _copying;

    public bool MayTake(int waiting) => _copying == 0 || (waiting >= BesideCopy && !lag.IsLong);

    public void Begin() => _copying++;

    public void End() => _copying--;
}
