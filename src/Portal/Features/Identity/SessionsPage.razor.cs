using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>Where the person is signed in, and how she ends it.</summary>
public sealed partial class SessionsPage(UserSessions sessions, StoreRights rights, Toasts toasts, ConfirmDialog dialog)
{
    private IReadOnlyList<UserSession>? _sessions;
    private Guid _person;
    private Guid? _current;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var principal = (await Authentication).User;
        _person = principal.UserId()!.Value;
        _current = principal.SessionId();
        _sessions = await sessions.ListAsync(_person);
    }

    private async Task EndAsync(UserSession session)
    {
        if (!await rights.IsSignedInAsync())
            return;

        await sessions.RevokeAsync(_person, session.Id);
        _sessions = await sessions.ListAsync(_person);
        toasts.Success($"{Browser.Name(session.UserAgent)} is signed out");
    }

    private async Task EndOthersAsync()
    {
        var others = _sessions!.Count - 1;
        if (!await dialog.AskAsync(new("Sign out all others", $"Ends {others} other sessions of your account.", $"Sign out {others}"))
            || !await rights.IsSignedInAsync())
            return;

        await sessions.RevokeOthersAsync(_person, _current);
        _sessions = await sessions.ListAsync(_person);
        toasts.Success("All other browsers are signed out");
    }

    private static string Moment(DateTimeOffset instant) => instant.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
