namespace Portal.Features.Marketing;

/// <summary>Rights over a store's marketing cost and calendar.</summary>
public static class MarketingPolicies
{
    public const string CanView = "marketing.view";

    /// <summary>Name days of the store's own.</summary>
    public const string CanEdit = "marketing.edit";
}
