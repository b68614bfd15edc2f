namespace Portal.Features.Privacy;

/// <summary>Rights over what a store knows of people.</summary>
public static class PrivacyPolicies
{
    public const string CanErase = "privacy.erase";
    public const string CanManage = "privacy.manage";
}
