using Portal.Domain.Analytics.Funnels;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>How counting a funnel ended.</summary>
public abstract record FunnelAnswer
{
    private FunnelAnswer()
    {
    }

    /// <param name="At">When it was counted.</param>
    public sealed record Counted(FunnelFigures Figures, DateTimeOffset At) : FunnelAnswer;

    /// <summary>The steps have more events in the range than are counted at once.</summary>
    /// <param name="Max">How many may be.</param>
    public sealed record TooMany(long Max) : FunnelAnswer;
}
