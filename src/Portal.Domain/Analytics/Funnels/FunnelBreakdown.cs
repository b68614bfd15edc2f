namespace Portal.Domain.Analytics.Funnels;

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
