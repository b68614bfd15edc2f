using Microsoft.AspNetCore.Components;
using Portal.Domain.Identity;
using Portal.Features.Identity;
using Portal.Features.Shared;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>Where the link of an invitation leads, for newcomers and for people with an account.</summary>
public sealed partial class InvitationPage(AcceptInvitation accept, SignInCookie cookie, NavigationManager navigation)
{
    private FormErrors _errors = null!;
    private OpenInvitation? _invitation;
    private Guid? _person;
    private bool _otherPerson;

    [Parameter] public string Token { get; set; } = "";

    [SupplyParameterFromForm] private JoinForm Input { get; set; } = null!;

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        _person = Context.User.IsGuest() ? null : Context.User.UserId();
        _invitation = await accept.FindAsync(Token, Context.RequestAborted);
    }

    private async Task SubmitAsync()
    {
        var newcomer = new NewPerson(Input.DisplayName, null, Input.Password);
        switch (await accept.RunAsync(Token, _person, newcomer, Context.RequestAborted))
        {
            case AcceptInvitationResult.Joined(var slug, var user):
                if (_person is null)
                    await cookie.IssueAsync(Context, user, keep: false);
                navigation.NavigateTo(PortalUrls.Store(slug));
                break;
            case AcceptInvitationResult.Invalid(var errors):
                _errors.Show(errors);
                break;
            case AcceptInvitationResult.OtherPerson:
                _otherPerson = true;
                break;
            case AcceptInvitationResult.SignInFirst:
                navigation.NavigateTo(PortalUrls.SignInThen(PortalUrls.Invitation(Token)));
                break;
            default:
                _invitation = null;
                break;
        }
    }

    private sealed class JoinForm
    {
        public string? DisplayName { get; set; }
        public string? Password { get; set; }
    }
}
