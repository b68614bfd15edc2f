namespace Portal.Features.Tracking;

/// <summary>Rights over a store's sites and keys.</summary>
public static class SitePolicies
{
    public const string CanView = "sites.view";
    public const string CanManage = "sites.manage";
}
