namespace Portal.Components.Layout;

/// <summary>The sections that exist. A section joins when its first page does, in the place the order below gives it:
/// Home, Live, Dashboards, Sales, Inventory, Marketing, Customers, Products, Predictions, Market, Reports; then Settings.</summary>
internal static class Navigation
{
    public static readonly IReadOnlyList<NavigationItem> Sections =
    [
        new("Home", "home", PortalUrls.Store, Exact: true),
        new("Live", "bolt", PortalUrls.Live),
    ];

    public static readonly NavigationItem Settings = new("Settings", "settings", PortalUrls.Sites, Children:
    [
        new("Sites and keys", "key", PortalUrls.Sites),
        new("Team", "group", PortalUrls.Team),
        new("Sign-in sessions", "devices", _ => PortalUrls.Sessions),
    ]);
}
