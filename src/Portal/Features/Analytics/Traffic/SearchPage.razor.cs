using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>What visitors look for, whether they find it, and whether they buy then.</summary>
public sealed partial class SearchPage(SearchQueries searches)
{
    private static readonly SearchFigures Nothing = new(0, 0, 0, 0, 0, 0, 0);

    private TabLink[] _tabs = [];
    private SearchFigures _now = Nothing;
    private SearchFigures? _before;

    [SupplyParameterFromQuery(Name = PagesPage.ViewName)] public string? ViewInAddress { get; set; }

    protected override object? Asked => ViewInAddress;

    private bool IsMissed => ViewInAddress == SearchList.MissedView;

    private string Export =>
        RangeParameters.With(PortalUrls.AnalyticsExport(Current.Slug, "search"), Range,
        (PagesPage.ViewName, IsMissed ? SearchList.MissedView : null));

    protected override void Arrange()
    {
        string Link(string? view) => RangeParameters.With(
            PortalUrls.AnalyticsPage(Current.Slug, "search"), Range, (PagesPage.ViewName, view),
            (RangeParameters.Compare, RangeParameters.Write(Comparison)));
        _tabs = [new("All", Link(null), !IsMissed), new("Without result", Link(SearchList.MissedView), IsMissed)];
    }

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var now = searches.FindAsync(Current.TenantId, Range, cancellationToken);
        _before = Before is null ? null : await searches.FindAsync(Current.TenantId, Before, cancellationToken);
        _now = await now;
        return true;
    }

    private Task<TablePage<SearchRow>> LoadListAsync(TableQuery query, CancellationToken cancellationToken) =>
        searches.ListAsync(Current.TenantId, Range, IsMissed, query, cancellationToken);

    private string? From(Func<SearchFigures, string> words) => _before is null ? null : words(_before);

    private static Change? WorseUp(Change? change) => change is null ? null : change with { Better = !change.Better };
}
