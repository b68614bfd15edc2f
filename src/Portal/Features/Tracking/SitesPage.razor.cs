using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tracking;

namespace Portal.Features.Tracking;

/// <summary>The store's sites: whether each works, and its key.</summary>
public sealed partial class SitesPage(SiteQueries sites, SiteActivity activity, StoreRights rights, ILogger<SitesPage> logger)
{
    private IReadOnlyList<SiteListing> _sites = [];
    private IReadOnlyDictionary<Guid, DateTimeOffset> _last = new Dictionary<Guid, DateTimeOffset>();
    private PanelState _state = PanelState.Loading;
    private StoreClock _clock = StoreClock.For("UTC");
    private bool _mayManage;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _clock = StoreClock.For(Current.TimeZone);
        _mayManage = await rights.AllowAsync(Current, SitePolicies.CanManage);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = await Failures.ReadAsync(logger, "The sites could not be read.", async () =>
        {
            _sites = await sites.ListAsync(Current.TenantId);
            _last = await activity.LastEventsAsync(Current.TenantId);
            _state = _sites.Count == 0 ? PanelState.Empty : PanelState.Ready;
        }) ?? _state;
    }
}
