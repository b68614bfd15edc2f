using Portal.Domain.Analytics.Matching;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Analytics.Funnels;

/// <summary>
/// Steps that people take in order. A person takes the first k steps when there are events e1, e2, … ek of theirs, one for
/// each step, none earlier than the one before it, with ek no more than the window after e1. Events at the same instant
/// count in the steps' order; one event counts for one step only, and events of a person are told apart by name and instant.
/// </summary>
/// <param name="Window">From the first step to the last one counted.</param>
public sealed record FunnelDefinition(IReadOnlyList<EventMatch> Steps, TimeSpan Window, FunnelBreakdown Breakdown = FunnelBreakdown.None)
{
    public const int MinSteps = 2;
    public const int MaxSteps = 10;

    /// <summary>The window when nobody chooses one.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(7);

    public static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(90);

    /// <summary>The rule that the page, the API and the use cases share; a step's field is steps[0], steps[1], …</summary>
    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.Require(Steps.Count >= MinSteps, "steps", $"A funnel has at least {MinSteps} steps.");
        errors.Require(Steps.Count <= MaxSteps, "steps", $"A funnel has at most {MaxSteps} steps.");
        errors.Require(Window >= ShortestWindow && Window <= LongestWindow, "window", "Choose a window from a minute to 90 days.");
        errors.Require(Enum.IsDefined(Breakdown), "by", "Choose a breakdown that exists.");
        for (var step = 0; step < Steps.Count; step++)
        {
            if (Steps[step].Problem() is { } problem)
                errors.Add($"steps[{step}]", problem);
        }

        return errors;
    }

    /// <summary>Refuses the steps that ask for personal data, for readers who may not see it: what is counted would tell.</summary>
    public FieldErrors CheckForReaderWithoutPeople()
    {
        var errors = new FieldErrors();
        for (var step = 0; step < Steps.Count; step++)
            errors.Require(!Steps[step].Filters.Any(filter => filter.AsksForPeople), $"steps[{step}]",
                "Your role does not see personal data, so it cannot be asked for.");
        return errors;
    }
}

/// <summary>What a funnel's people are told apart by: a fact of the session in which they took the first step.</summary>
public enum FunnelBreakdown
{
    None,
    Channel,
    Country,
    Device,

    /// <summary>Whether it was the browser's first session.</summary>
    Visitor,
}
