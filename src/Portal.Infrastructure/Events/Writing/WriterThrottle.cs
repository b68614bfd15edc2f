namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Which writers may take what waits: one at a time copies rows, and while it waits for its commit to reach the disk the next
/// one copies. Two copy side by side only when much waits, since each commit costs as much as writing some hundred events,
/// and only when the read models do not need what is left of the machine. A small group's statement commits by itself and
/// spends most of its time waiting for the disk, so little needs to wait for another to begin beside it. It leaves a share of
/// a few dozen events to that other, or their senders fall into step: all but one wait for one commit, are answered together,
/// and the first of them takes the next turn alone. Used under the queue's lock.
/// </summary>
internal sealed class WriterThrottle(ProjectionLag lag)
{
    /// <summary>Events that must wait for a writer to copy while another does.</summary>
    public const int BesideCopy = 256;

    /// <summary>Events that must wait for a writer to begin while others write small groups.</summary>
    public const int BesideStatement = 8;

    private int _turns;
    private int _statements;

    /// <summary>Events that a writer takes at most of those that wait.</summary>
    public static int Share(int waiting) => waiting <= 2 * GroupInsert.MaxRows ? GroupInsert.MaxRows : int.MaxValue;

    public bool MayTake(int waiting) =>
        _turns == 0 || (waiting >= (_statements == _turns ? BesideStatement : BesideCopy) && !lag.IsLong);

    public void Begin() => _turns++;

    /// <summary>Says what a turn that has begun writes.</summary>
    public void Took(int events) => _statements += GroupInsert.Takes(events) ? 1 : 0;

    /// <summary>Ends a turn.</summary>
    /// <param name="events">What it was said to write; 0 when it found nothing.</param>
    public void End(int events)
    {
        _turns--;
        _statements -= GroupInsert.Takes(events) ? 1 : 0;
    }
}
