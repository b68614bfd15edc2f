namespace Portal.Infrastructure.Home;

/// <summary>What a new store has done so far.</summary>
/// <param name="FirstSite">The site to install the tracker on; null when every site is archived.</param>
public sealed record FirstSteps(bool EventsArrive, bool HasOrder, bool HasGoal, bool HasColleague, Guid? FirstSite)
{
    /// <summary>Steps taken; the store itself is the first.</summary>
    public int Done => 1 + (EventsArrive ? 1 : 0) + (HasOrder ? 1 : 0) + (HasGoal ? 1 : 0) + (HasColleague ? 1 : 0);

    /// <summary>All steps there are.</summary>
    public const int Total = 5;
}
