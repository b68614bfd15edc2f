using Portal.Domain.Analytics.Paths;

namespace Portal.Infrastructure.Analytics.Paths;

/// <summary>Where sessions went, step by step.</summary>
/// <param name="Sessions">That were at the start or end.</param>
/// <param name="Levels">Level 0 holds the start or end alone.</param>
/// <param name="Links">How many moved between two steps of neighbouring levels; places are those in the levels' lists.</param>
public sealed record PathReport(long Sessions, IReadOnlyList<IReadOnlyList<PathPlace>> Levels, IReadOnlyList<PathLink> Links);

/// <summary>A step of a level.</summary>
/// <param name="Node">null for others, for the end, and for a session's own beginning or end.</param>
public sealed record PathPlace(PathStepKind Kind, PathNode? Node, long Sessions);

/// <summary>How following paths ended.</summary>
public abstract record PathAnswer
{
    private PathAnswer()
    {
    }

    /// <param name="At">When it was counted.</param>
    public sealed record Counted(PathReport Report, DateTimeOffset At) : PathAnswer;

    /// <summary>The range has more events than are followed at once.</summary>
    /// <param name="Max">How many may be.</param>
    public sealed record TooMany(long Max) : PathAnswer;
}
