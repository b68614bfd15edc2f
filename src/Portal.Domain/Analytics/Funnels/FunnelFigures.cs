namespace Portal.Domain.Analytics.Funnels;

/// <summary>One step of a funnel, counted.</summary>
/// <param name="People">Who took it and all before it.</param>
/// <param name="DropOff">Of these, who did not take the next one; 0 at the last step.</param>
/// <param name="FromPrevious">Share of those at the step before; null at the first step and where there was nobody.</param>
/// <param name="FromFirst">Share of those at the first step; null where there was nobody.</param>
/// <param name="MedianTime">Between the step before and this one; null at the first step and where nobody took it.</param>
public sealed record FunnelStepFigures(long People, long DropOff, decimal? FromPrevious, decimal? FromFirst, TimeSpan? MedianTime)
{
    /// <summary>Steps of which no more is known than how many took each; some may have taken one without those before it.</summary>
    public static IReadOnlyList<FunnelStepFigures> OfCounts(IReadOnlyList<long> counts) =>
        [.. counts.Select((count, step) => new FunnelStepFigures(
        count, step == counts.Count - 1 ? 0 : Math.Max(0, count - counts[step + 1]), step == 0 ? null : Share(count, counts[step - 1]),
        Share(count, counts[0]), null))];

    internal static decimal? Share(long part, long whole) => whole == 0 ? null : (decimal)part / whole;
}

/// <summary>A funnel's steps for everyone, or for the people of one value of the breakdown.</summary>
/// <param name="Value">null for people without a session when they took the first step.</param>
public sealed record FunnelGroup(string? Value, IReadOnlyList<FunnelStepFigures> Steps)
{
    /// <summary>The value of the group that holds what is not among the most common ones.</summary>
    public const string Other = "(other)";
}

/// <summary>A person whose last step was a certain one.</summary>
/// <param name="At">When they took it.</param>
public sealed record FunnelPerson(long Person, DateTimeOffset At);

/// <summary>A counted funnel.</summary>
/// <param name="Groups">By the breakdown's values, the most people first; empty without a breakdown.</param>
/// <param name="Last">For each step the latest people who came no further, the latest first.</param>
public sealed record FunnelFigures(
    IReadOnlyList<FunnelStepFigures> Steps, IReadOnlyList<FunnelGroup> Groups, IReadOnlyList<IReadOnlyList<FunnelPerson>> Last);
