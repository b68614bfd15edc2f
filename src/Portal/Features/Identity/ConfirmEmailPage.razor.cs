using Microsoft.AspNetCore.Components;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>Where the confirmation link leads: confirms, signs in and goes on; shows itself only when the link is spent.</summary>
public sealed partial class ConfirmEmailPage(ConfirmEmail confirm, SignInCookie cookie, NavigationManager navigation)
{
    [SupplyParameterFromQuery] public string? User { get; set; }

    [SupplyParameterFromQuery] public string? Token { get; set; }

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (Token is not null && Guid.TryParse(User, out var id) && await confirm.RunAsync(id, Token) is { } user)
        {
            await cookie.IssueAsync(Context, user, keep: false);
            navigation.NavigateTo("/");
        }
    }
}
