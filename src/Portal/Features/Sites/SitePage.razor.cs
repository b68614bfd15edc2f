using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Sites;
using Portal.Domain.Tenancy;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Sites;

namespace Portal.Features.Sites;

/// <summary>One site's settings and write keys, or a new site.</summary>
public sealed partial class SitePage(
    SiteQueries queries, SaveSite save, WriteKeyChanges keys, StoreRights rights, Toasts toasts, NavigationManager navigation)
{
    private FormErrors _errors = null!;
    private SiteListing? _listing;
    private bool _missing;

    [Parameter] public string Store { get; set; } = "";

    [Parameter] public Guid? SiteId { get; set; }

    [CascadingParameter] private CurrentStore Current { get; set; } = null!;

    private SiteForm Input { get; set; } = new();

    private string Title => SiteId is null ? "Add a site" : _listing?.Site.Name ?? "Site";

    protected override async Task OnParametersSetAsync()
    {
        if (SiteId is not { } id || _listing?.Site.Id == id)
            return;

        _listing = await queries.FindAsync(Current.TenantId, id);
        _missing = _listing is null;
        if (_listing is not null)
            Input = SiteForm.From(_listing.Site);
    }

    private async Task SaveAsync()
    {
        if (!await MayAsync())
            return;

        switch (await save.RunAsync(Current.TenantId, SiteId, Input.Details()))
        {
            case SaveSiteResult.Saved(var id):
                toasts.Success("The site is saved");
                if (SiteId is null)
                    navigation.NavigateTo(PortalUrls.Site(Current.Slug, id));
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
        if (await keys.ConfirmRotationAsync(_listing!) && await MayAsync())
            await ShowAsync(await keys.RotateAsync(Current, _listing!), "The new key works now");
    }

    private async Task RevokeAsync(WriteKey key)
    {
        if (await keys.ConfirmEndAsync(key) && await MayAsync())
            await ShowAsync(await keys.EndAsync(Current, key), "The key is ended");
    }

    private async Task ShowAsync(bool done, string words)
    {
        _listing = await queries.FindAsync(Current.TenantId, SiteId!.Value);
        if (done)
            toasts.Success(words);
        else
            toasts.Failure("This is gone already");
    }

    private async Task<bool> MayAsync()
    {
        var may = await rights.AllowAsync(Current, SitePolicies.CanManage);
        if (!may)
            toasts.Failure("Your role may not change sites");
        return may;
    }

    private static string Moment(DateTimeOffset instant) => instant.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
