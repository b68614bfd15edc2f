using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Tenancy;

/// <summary>Asks, inside an open page, what the person may do now: her role may have changed since the page was opened.</summary>
public sealed class StoreRights(IAuthorizationService authorization, AuthenticationStateProvider authentication, Toasts toasts)
{
    /// <summary>True when the person sees what the policy guards at this moment. To change something takes <see cref="MayChangeAsync"/>.</summary>
    public async Task<bool> AllowAsync(CurrentStore store, string policy)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return (await authorization.AuthorizeAsync(state.User, store, policy)).Succeeded;
    }

    /// <summary>
    /// Asks for the right to change something at this moment. Whoever lacks it is told so, and a guest of the demo store is told
    /// what the change would have been.
    /// </summary>
    /// <param name="outcome">What the change does, to be read after "would", such as "refund $20.00 of order #1045".</param>
    public async Task<bool> MayChangeAsync(CurrentStore store, string policy, string outcome)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        if (!(await authorization.AuthorizeAsync(state.User, store, policy)).Succeeded)
        {
            toasts.Failure("Your role does not allow this", "Ask an owner or manager of the store.");
            return false;
        }

        if (!state.User.IsGuest())
            return true;
        toasts.Show(new Toast(Tone.Info, "Nothing was changed", $"Guests only look around the demo store. In your own store this would {outcome}."));
        return false;
    }

    /// <summary>The signed-in person.</summary>
    public async Task<Guid> PersonAsync() => (await authentication.GetAuthenticationStateAsync()).User.UserId()!.Value;
}
