using Portal.Domain.Events;

namespace Portal.Domain.Analytics.Matching;

/// <summary>Which events are meant: those of a name that pass every filter.</summary>
/// <param name="Name">The stored form, such as product_viewed.</param>
public sealed record EventMatch(string Name, params IReadOnlyList<EventFilter> Filters)
{
    /// <summary>Conditions of one event at most.</summary>
    public const int MaxFilters = 10;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { Name: not { Length: > 0 and <= EventLimits.NameLength } } => "Choose an event.",
        _ when Name != EventName.Normalize(Name) => $"{Name} is not a stored event name; write it as {EventName.Normalize(Name)}.",
        { Filters.Count: > MaxFilters } => $"Use at most {MaxFilters} filters.",
        _ => Filters.Select(filter => filter.Problem()).FirstOrDefault(problem => problem is not null),
    };
}
