namespace Portal.Features.Tenancy;

/// <summary>Rights over a store's team.</summary>
public static class TeamPolicies
{
    public const string CanView = "team.view";
    public const string CanManage = "team.manage";
}
