using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Identity;

/// <summary>Looks now and then whether the session behind an open circuit still stands.</summary>
internal sealed class CircuitAuthentication(ILoggerFactory logs, UserSessions sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        sessions.IsLiveAsync(authenticationState.User, cancellationToken);
}
