using Microsoft.AspNetCore.Components;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>
/// Where the confirmation link leads. A person presses the button: programs that look at mails open links too, and must not sign anyone in.
/// </summary>
public sealed partial class ConfirmEmailPage(ConfirmEmail confirm, SignInCookie cookie, NavigationManager navigation)
{
    [SupplyParameterFromQuery(Name = "user")] public string? UserInAddress { get; set; }

    [SupplyParameterFromQuery] public string? Token { get; set; }

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    private bool _open;

    protected override async Task OnInitializedAsync() =>
        _open = Token is not null && Guid.TryParse(UserInAddress, out var id) && await confirm.IsOpenAsync(id, Token);

    private async Task ConfirmAsync()
    {
        if (Token is not null && Guid.TryParse(UserInAddress, out var id) && await confirm.RunAsync(id, Token) is { } user)
        {
            await cookie.IssueAsync(Context, user, keep: false);
            navigation.NavigateTo("/");
            return;
        }

        _open = false;
    }
}
