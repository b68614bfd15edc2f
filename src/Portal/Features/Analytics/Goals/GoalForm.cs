using Portal.Domain.Analytics.Goals;
using Portal.Features.Analytics.Matching;

namespace Portal.Features.Analytics.Goals;

/// <summary>A goal while a person writes it.</summary>
public sealed class GoalForm(Goal? goal)
{
    /// <summary>The goal to change; null makes one.</summary>
    public Guid? Id { get; } = goal?.Id;

    public string? Name { get; set; } = goal?.Name;

    public MatchDraft Match { get; } = goal is null ? new() : new(goal.Match);

    public string? ValueProperty { get; set; } = goal?.ValueProperty;

    public GoalDetails Details => new(Name, Match.Match, ValueProperty);
}
