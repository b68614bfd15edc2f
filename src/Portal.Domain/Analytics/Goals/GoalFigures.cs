namespace Portal.Domain.Analytics.Goals;

/// <summary>How often a goal was reached.</summary>
/// <param name="Completions">Events that reached it.</param>
/// <param name="Converting">Different people who did.</param>
/// <param name="Visitors">All people of the same days.</param>
/// <param name="Value">The sum of the goal's property; null for a goal without one.</param>
public sealed record GoalCount(long Completions, long Converting, long Visitors, decimal? Value)
{
    /// <summary>Share of the visitors who reached it; null where there was nobody.</summary>
    public decimal? Rate => Visitors == 0 ? null : (decimal)Converting / Visitors;
}

/// <summary>A goal's count on one of the store's days.</summary>
public sealed record GoalDay(DateOnly Day, GoalCount Count);

/// <summary>A goal over a range: all of it, and each day.</summary>
public sealed record GoalFigures(GoalCount Total, IReadOnlyList<GoalDay> Days);
