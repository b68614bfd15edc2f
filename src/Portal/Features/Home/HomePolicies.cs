namespace Portal.Features.Home;

/// <summary>Rights over a store's home page.</summary>
public static class HomePolicies
{
    public const string CanView = "home.view";
}
