namespace Portal.Features.Analytics;

/// <summary>Rights over a store's analytics.</summary>
public static class AnalyticsPolicies
{
    public const string CanView = "analytics.view";

    /// <summary>Seeing e-mail addresses, phone numbers and names in events; they are masked for everyone else and for programs.</summary>
    public const string CanSeePersonalData = "analytics.personal";

    /// <summary>Keep, change and delete funnels and goals.</summary>
    public const string CanEdit = "analytics.edit";
}
