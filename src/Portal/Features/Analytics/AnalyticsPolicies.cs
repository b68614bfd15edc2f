namespace Portal.Features.Analytics;

/// <summary>Rights over a store's analytics.</summary>
public static class AnalyticsPolicies
{
    public const string CanView = "analytics.view";
}
