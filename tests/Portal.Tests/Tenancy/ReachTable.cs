using Portal.Domain.Tenancy;

namespace Portal.Tests.Tenancy;

/// <summary>Every page and endpoint of the portal with who reaches it. A new one joins here, or the walk fails.</summary>
internal static class ReachTable
{
    private static readonly Reach Anyone = new Reach.Anyone();
    private static readonly Reach Viewer = new Reach.Member(StoreRole.Viewer);
    private static readonly Reach Manager = new Reach.Member(StoreRole.Manager);

    public static IReadOnlyDictionary<string, Reach> Rows { get; } = new Dictionary<string, Reach>
    {
        ["/"] = Anyone,
        ["/sign-in"] = Anyone,
        ["/sign-out"] = Anyone,
        ["/demo"] = Anyone,
        ["/not-found"] = Anyone,
        ["/status/{code:int}"] = Anyone,
        ["/stores/new"] = Anyone,
        ["/invitations/{token}"] = Anyone,
        ["/account/confirm"] = Anyone,
        ["/account/check-mail"] = Anyone,
        ["/account/forgot"] = Anyone,
        ["/account/reset"] = Anyone,
        ["/account/sessions"] = new Reach.SignedIn(),
        ["/styleguide"] = Anyone,
        ["/styleguide/orders.csv"] = Anyone,
        ["/health/live"] = Anyone,
        ["/health/ready"] = Anyone,
        ["/t.js"] = Anyone,
        ["/tracker.js"] = Anyone,
        ["/v1/batch"] = Anyone,
        ["/v1/import"] = Anyone,
        ["/v1/track"] = Anyone,
        ["/v1/identify"] = Anyone,
        ["/v1/page"] = Anyone,
        ["/v1/screen"] = Anyone,
        ["/v1/group"] = Anyone,
        ["/v1/alias"] = Anyone,
        ["/v1/projects/{writeKey}/settings"] = Anyone,
        ["/v1/{**path}"] = Anyone,
        ["/platform"] = new Reach.Administrator(),
        ["/platform/jobs"] = new Reach.Administrator(),
        ["/s/{store}"] = Viewer,
        ["/s/{store}/live"] = Viewer,
        ["/s/{store}/analytics"] = Viewer,
        ["/s/{store}/analytics/pages"] = Viewer,
        ["/s/{store}/analytics/sources"] = Viewer,
        ["/s/{store}/analytics/attribution"] = Viewer,
        ["/s/{store}/analytics/retention"] = Viewer,
        ["/s/{store}/analytics/search"] = Viewer,
        ["/s/{store}/analytics/products"] = Viewer,
        ["/s/{store}/analytics/pages.csv"] = Viewer,
        ["/s/{store}/analytics/landing-pages.csv"] = Viewer,
        ["/s/{store}/analytics/sources.csv"] = Viewer,
        ["/s/{store}/analytics/attribution.csv"] = Viewer,
        ["/s/{store}/analytics/search.csv"] = Viewer,
        ["/s/{store}/analytics/products.csv"] = Viewer,
        ["/s/{store}/analytics/events"] = Viewer,
        ["/s/{store}/analytics/events.csv"] = Viewer,
        ["/s/{store}/analytics/events/live"] = Viewer,
        ["/s/{store}/analytics/events/schema"] = Viewer,
        ["/s/{store}/analytics/events/named/{name}"] = Viewer,
        ["/s/{store}/analytics/events/named/{name}/export.csv"] = Viewer,
        ["/s/{store}/analytics/events/named/{name}/export.json"] = Viewer,
        ["/s/{store}/analytics/visitors"] = Viewer,
        ["/s/{store}/analytics/visitors/{visitor:long}"] = Viewer,
        ["/s/{store}/settings"] = Viewer,
        ["/s/{store}/settings/store"] = Manager,
        ["/s/{store}/settings/team"] = Viewer,
        ["/s/{store}/settings/team.csv"] = Viewer,
        ["/s/{store}/settings/usage"] = Viewer,
        ["/s/{store}/settings/tokens"] = Manager,
        ["/s/{store}/settings/privacy"] = Manager,
        ["/s/{store}/settings/privacy-requests"] = Manager,
        ["/s/{store}/settings/sites"] = Viewer,
        ["/s/{store}/settings/sites/new"] = Manager,
        ["/s/{store}/settings/sites/{siteId:guid}"] = Manager,
        ["/s/{store}/settings/sites/{siteId:guid}/install"] = Viewer,
        ["/api/v1/store"] = new Reach.StoreToken(),
        ["/api/v1/analytics/overview"] = new Reach.StoreToken(),
        ["/api/v1/analytics/breakdown"] = new Reach.StoreToken(),
        ["/api/v1/analytics/pages"] = new Reach.StoreToken(),
        ["/api/v1/analytics/sources"] = new Reach.StoreToken(),
        ["/api/v1/analytics/attribution"] = new Reach.StoreToken(),
        ["/api/v1/analytics/retention"] = new Reach.StoreToken(),
        ["/api/v1/analytics/searches"] = new Reach.StoreToken(),
        ["/api/v1/analytics/searches/summary"] = new Reach.StoreToken(),
        ["/api/v1/analytics/products"] = new Reach.StoreToken(),
        ["/api/v1/analytics/events"] = new Reach.StoreToken(),
        ["/api/v1/analytics/events/{name}"] = new Reach.StoreToken(),
        ["/api/v1/analytics/events/{name}/schema"] = new Reach.StoreToken(),
        ["/api/v1/analytics/visitors/{visitor}/timeline"] = new Reach.StoreToken(),
        ["/api/openapi/{documentName}.json"] = Anyone,
        ["/api/docs"] = Anyone,
        ["/api/v1/platform/stores"] = new Reach.PlatformToken(),
    };

    /// <summary>What the framework serves itself: scripts, styles and the circuit, which carries no rights of its own.</summary>
    public static bool IsOfTheFramework(string pattern) =>
        pattern.StartsWith("/_blazor", StringComparison.Ordinal) || pattern.StartsWith("/_framework", StringComparison.Ordinal)
        || pattern.StartsWith("/_content", StringComparison.Ordinal) || pattern == "/{**path:file}";
}
