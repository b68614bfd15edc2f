using Microsoft.AspNetCore.Components;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Visitors;

namespace Portal.Features.Analytics.Visitors;

/// <summary>The latest visitors, and a search for one by whatever people know of her.</summary>
public sealed partial class VisitorsPage(VisitorListQueries visitors, VisitorSearch search, StoreRights rights, NavigationManager address)
{
    /// <summary>The parameter that holds what is searched for.</summary>
    public const string SearchName = "q";

    private const int PageSize = 50;

    private VisitorListing? _page;
    private IReadOnlyList<VisitorMatch>? _matches;
    private bool _plain;

    [SupplyParameterFromQuery(Name = SearchName)] public string? SearchInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "before")] public string? BeforeInAddress { get; set; }

    protected override object? Asked => (SearchInAddress, BeforeInAddress);

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _plain = await rights.AllowAsync(Current, AnalyticsPolicies.CanSeePersonalData);
        if (!string.IsNullOrWhiteSpace(SearchInAddress))
        {
            _matches = await search.FindAsync(Current, SearchInAddress, _plain, cancellationToken);
            return true;
        }

        _page = await visitors.LatestAsync(Current.TenantId, Range, VisitorCursor.Parse(BeforeInAddress), PageSize, cancellationToken);
        _matches = null;
        return _page.Visitors.Count > 0 || BeforeInAddress is not null;
    }

    private void Search(ChangeEventArgs change) => address.NavigateTo(address.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        [SearchName] = change.Value?.ToString() is { Length: > 0 } text ? text.Trim() : null,
        ["before"] = null,
    }));
}
