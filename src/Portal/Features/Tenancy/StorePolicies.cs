namespace Portal.Features.Tenancy;

/// <summary>Rights over the store itself.</summary>
public static class StorePolicies
{
    /// <summary>Any member.</summary>
    public const string CanOpen = "store.open";
    public const string CanManage = "store.manage";
}
