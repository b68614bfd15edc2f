using Microsoft.AspNetCore.Components;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>Makes a store: with an account for a newcomer, or another one for a signed-in person.</summary>
public sealed partial class NewStorePage(ProvisionStore provision, SignInLimit limit, NavigationManager navigation)
{
    private FormErrors _errors = null!;
    private string? _message;
    private bool _signedIn;

    [SupplyParameterFromForm] private NewStoreForm Input { get; set; } = null!;

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    // A guest of the demo store has no account yet.
    private Guid? Account => Context.User.IsGuest() ? null : Context.User.UserId();

    protected override void OnInitialized()
    {
        Input ??= new();
        _signedIn = Account is not null;
    }

    private async Task SubmitAsync()
    {
        if (!limit.Allows(Context.Connection.RemoteIpAddress?.ToString(), Input.Email))
        {
            Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            _message = "Too many tries. Wait a minute, then try again.";
            return;
        }

        StoreOwner owner = Account is { } userId
            ? new StoreOwner.Known(userId)
            : new StoreOwner.Newcomer(new NewPerson(Input.DisplayName, Input.Email?.Trim(), Input.Password));
        var details = new StoreDetails(Input.Name, Input.Currency, Input.TimeZone, Input.Country);
        switch (await provision.RunAsync(new(details, owner), Context.RequestAborted))
        {
            case ProvisionStoreResult.Invalid(var errors):
                _errors.Show(errors);
                break;
            case ProvisionStoreResult.Provisioned made when _signedIn:
                navigation.NavigateTo(PortalUrls.Store(made.Slug));
                break;
            default:
                // The same page for an address that has an account: strangers do not learn who has one.
                navigation.NavigateTo($"{PortalUrls.ConfirmationSent}?email={Uri.EscapeDataString(Input.Email!.Trim())}");
                break;
        }
    }

    private sealed class NewStoreForm
    {
        public string? Name { get; set; }
        public string Currency { get; set; } = "";
        public string TimeZone { get; set; } = "";
        public string Country { get; set; } = "";
        public string? DisplayName { get; set; }
        public string? Email { get; set; }
        public string? Password { get; set; }
    }
}
