using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Hosting.Circuits;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Shared.Access;

/// <summary>
/// Who is in front of a page: the person who opened it for as long as the sign-in stands, then nobody. A circuit never passes to
/// another person, whoever's browser connects to it again.
/// </summary>
/// <param name="place">The circuit's place among the open ones: held from its start, since this is the first thing that a circuit asks
/// for.</param>
internal sealed class CircuitAuthentication(CircuitPlace.Holder place) : AuthenticationStateProvider,
IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    private Task<AuthenticationState>? _state;
    private Guid? _owner;

    /// <inheritdoc />
    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        _state ?? throw new InvalidOperationException("Nobody has said yet who is in front of the page.");

    /// <summary>
    /// Called by the framework when the page is rendered, when its circuit starts and when a browser connects to it again.
    /// </summary>
    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        _state = _state is null ? FirstAsync(authenticationStateTask) : NextAsync(authenticationStateTask);
        NotifyAuthenticationStateChanged(_state);
    }

    /// <summary>The same person with other marks, or nobody.</summary>
    /// <param name="principal">Null when the sign-in has ended.</param>
    public void Become(ClaimsPrincipal? principal)
    {
        _state = Task.FromResult(new AuthenticationState(principal ?? Nobody));
        NotifyAuthenticationStateChanged(_state);
    }

    /// <inheritdoc />
    public void Dispose() => place.Dispose();

    private async Task<AuthenticationState> FirstAsync(Task<AuthenticationState> given)
    {
        var state = await given;
        _owner = state.User.UserId();
        return state;
    }

    private async Task<AuthenticationState> NextAsync(Task<AuthenticationState> given)
    {
        var state = await given;
        return state.User.UserId() == _owner ? state : new(Nobody);
    }
}
