namespace Portal;

/// <summary>Every address inside the portal is built here.</summary>
public static class PortalUrls
{
    public const string Styleguide = "/styleguide";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Sessions = "/account/sessions";
    public const string NewStore = "/stores/new";

    /// <summary>A store's home.</summary>
    public static string Store(string slug) => $"/s/{Uri.EscapeDataString(slug)}";

    public static string Live(string slug) => Store(slug) + "/live";

    public static string Settings(string slug) => Store(slug) + "/settings";

    public static string Sites(string slug) => Settings(slug) + "/sites";

    public static string Team(string slug) => Settings(slug) + "/team";
}
