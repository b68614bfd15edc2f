namespace Portal.Features.Live;

/// <summary>Rights over the live page.</summary>
public static class LivePolicies
{
    public const string CanView = "live.view";
}
