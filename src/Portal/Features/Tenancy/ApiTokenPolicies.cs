namespace Portal.Features.Tenancy;

/// <summary>Rights over a store's API tokens.</summary>
public static class ApiTokenPolicies
{
    public const string CanManage = "tokens.manage";
}
