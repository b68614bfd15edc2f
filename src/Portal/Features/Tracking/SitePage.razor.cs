using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tracking;

namespace Portal.Features.Tracking;

/// <summary>One site's settings and write keys, or a new site.</summary>
public sealed partial class SitePage(
    SiteQueries queries, SaveSite save, WriteKeyChanges keys, StoreRights rights, Toasts toasts, NavigationManager address,
    ILogger<SitePage> logger)
{
    private FormErrors _errors = null!;
    private SiteListing? _listing;
    private PanelState _state = PanelState.Ready;
    private StoreClock _clock = StoreClock.For("UTC");
    private bool _missing, _saving;

    [Parameter] public string Store { get; set; } = "";

    /// <summary>The site to change; null makes one.</summary>
    [Parameter] public Guid? SiteId { get; set; }

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    private SiteForm Input { get; set; } = new();

    private string Title => SiteId is null ? "Add a site" : _listing?.Site.Name ?? "Site";

    protected override async Task OnParametersSetAsync()
    {
        _clock = StoreClock.For(Current.TimeZone);
        if (SiteId is not null && _listing?.Site.Id != SiteId)
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = PanelState.Loading;
        _state = await Failures.ReadAsync(logger, "The site could not be read.", async () =>
        {
            _listing = await queries.FindAsync(Current.TenantId, SiteId!.Value);
            _missing = _listing is null;
            if (_listing is not null)
                Input = SiteForm.From(_listing.Site);
            _state = PanelState.Ready;
        }) ?? _state;
    }

    private async Task SaveAsync()
    {
        if (_saving || !await MayAsync(SiteId is null ? $"add the site {Input.Name}" : $"save the site {Input.Name}"))
            return;

        _saving = true;
        var result = await save.RunAsync(Current.TenantId, SiteId, Input.Details());
        _saving = false;
        switch (result)
        {
            case SaveSiteResult.Saved(var id) when SiteId is null:
                toasts.Success("The site is added");
                address.NavigateTo(PortalUrls.Install(Current.Slug, id));
                break;
            case SaveSiteResult.Saved:
                _errors.Show(new());
                toasts.Success("The site is saved");
                await LoadAsync();
                break;
            case SaveSiteResult.Invalid(var errors):
                _errors.Show(errors);
                break;
            default:
                _missing = true;
                break;
        }
    }

    private async Task RotateAsync()
    {
        if (await keys.ConfirmRotationAsync(_listing!))
            await ShowAsync(await keys.RotateAsync(Current, _listing!), "The new key works now");
    }

    private async Task RevokeAsync(WriteKey key)
    {
        if (await keys.ConfirmEndAsync(Current, key))
            await ShowAsync(await keys.EndAsync(Current, key), "The key is ended");
    }

    private async Task ShowAsync(bool? done, string words)
    {
        if (done is null)
            return;
        _listing = await queries.FindAsync(Current.TenantId, SiteId!.Value);
        if (done.Value)
            toasts.Success(words);
        else
            toasts.Failure("This is gone already");
    }

    private Task<bool> MayAsync(string outcome) => rights.MayChangeAsync(Current, SitePolicies.CanManage, outcome);
}
