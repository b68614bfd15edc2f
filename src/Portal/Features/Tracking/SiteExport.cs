using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tracking;

namespace Portal.Features.Tracking;

/// <summary>
/// The list of sites as a file. Write keys are no secrets, since every page of a shop shows its own; guests see their beginning.
/// </summary>
internal sealed class SiteExport(SiteQueries sites, SiteActivity activity)
{
    public static void MapSiteExport(IEndpointRouteBuilder routes) =>
        routes.MapExport<SiteExport>("/settings/sites", SitePolicies.CanView, (call, export) =>
        TableExport.Report(call.Request, $"sites-{call.Store.Slug}", Columns(StoreClock.For(call.Store.TimeZone), call.Store.Role), () =>
            export.RowsAsync(call)));

    private async Task<IEnumerable<Row>> RowsAsync(ExportCall call)
    {
        var last = await activity.LastEventsAsync(call.Store.TenantId, call.Cancel);
        return (await sites.ListAsync(call.Store.TenantId, call.Cancel))
            .Select(site => new Row(site, last.TryGetValue(site.Site.Id, out var at) ? at : null));
    }

    private static IReadOnlyList<DataColumn<Row>> Columns(StoreClock clock, StoreRole role) =>
    [
        new("name", "Site", row => row.Listing.Site.Name),
        new("domain", "Domain", row => row.Listing.Site.Domain),
        new("first", "First event", _ => "") { Export = row => row.Listing.Site.FirstEventAt is { } at ? clock.Local(at) : null },
        new("last", "Last event of the past day", _ => "") { Export = row => row.LastEvent is { } at ? clock.Local(at) : null },
        new("key", "Write key", row => row.Listing.CurrentKey?.ShownTo(role) ?? ""),
    ];

    /// <param name="LastEvent">Of the past day; null without one.</param>
    private sealed record Row(SiteListing Listing, DateTimeOffset? LastEvent);
}
