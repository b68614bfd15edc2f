using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>Which pages are seen, and on which ones visits begin and end.</summary>
public sealed partial class PagesPage(PageQueries pages, BreakdownQueries breakdowns)
{
    internal const string ViewName = "view";
    internal const string LandingView = "landing";

    private TabLink[] _tabs = [];
    private IReadOnlyList<DataColumn<BreakdownRow>> _landingColumns = [];

    [SupplyParameterFromQuery(Name = ViewName)] public string? ViewInAddress { get; set; }

    protected override object? Asked => ViewInAddress;

    private bool IsLanding => ViewInAddress == LandingView;

    private string Export => RangeParameters.With(PortalUrls.AnalyticsExport(Current.Slug, IsLanding ? "landing-pages" : "pages"), Range);

    protected override void Arrange()
    {
        string Link(string? view) => RangeParameters.With(PortalUrls.AnalyticsPage(Current.Slug, "pages"), Range, (ViewName, view));
        _tabs = [new("Pages", Link(null), !IsLanding), new("Landing pages", Link(LandingView), IsLanding)];
        _landingColumns = TrafficList.Columns(TrafficDimensions.Landing, Current.Currency);
    }

    private Task<TablePage<PageRow>> LoadPagesAsync(TableQuery query, CancellationToken cancellationToken) =>
        pages.ListAsync(Current.TenantId, Range, query, cancellationToken);

    private Task<TablePage<BreakdownRow>> LoadLandingAsync(TableQuery query, CancellationToken cancellationToken) =>
        breakdowns.ListAsync(Current.TenantId, Range, TrafficDimensions.Landing, query, cancellationToken);
}
