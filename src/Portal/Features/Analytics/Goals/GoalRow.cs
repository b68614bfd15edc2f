using Portal.Domain.Analytics.Goals;
using Portal.Features.Analytics.Matching;

namespace Portal.Features.Analytics.Goals;

/// <summary>A goal as the page lists it.</summary>
/// <param name="Figures">Null while they are counted.</param>
/// <param name="Before">Of the days before; null while they are counted.</param>
public sealed record GoalRow(Goal Goal, GoalFigures? Figures = null, GoalFigures? Before = null)
{
    /// <summary>What reaches it, in words.</summary>
    public string Words => EventMatchLabels.Match(Goal.Match);

    /// <summary>Completions of each day, for a line.</summary>
    public double[] Line => [.. (Figures?.Days ?? []).Select(day => (double)day.Count.Completions)];

    /// <summary>Completions of each of the days before.</summary>
    public double[] LineBefore => [.. (Before?.Days ?? []).Select(day => (double)day.Count.Completions)];
}
