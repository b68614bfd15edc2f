using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Shared.Access;

/// <summary>
/// Asks, inside an open page, what the person may do now: her role may have changed or her sign-in have ended since the page was
/// opened. Whatever changes something asks first.
/// </summary>
public sealed class StoreRights(
    IAuthorizationService authorization, AuthenticationStateProvider authentication, CurrentAccess access, Toasts toasts)
{
    /// <summary>
    /// True when the person is still signed in and sees what the policy guards at this moment. To change something takes
    /// <see cref="MayChangeAsync"/>.
    /// </summary>
    public async Task<bool> AllowAsync(CurrentStore store, string policy)
    {
        // The page follows what is found here, should it be another answer than the one it was drawn by.
        var found = (await access.AskAsync())?.Store(store.Slug);
        var state = await authentication.GetAuthenticationStateAsync();
        return (await authorization.AuthorizeAsync(state.User, new RoutedStore(found), policy)).Succeeded;
    }

    /// <summary>
    /// Asks for the right to change something at this moment. Whoever lacks it is told so, and a guest of the demo store is told
    /// what the change would have been.
    /// </summary>
    /// <param name="outcome">What the change does, to be read after "would", such as "refund $20.00 of order #1045".</param>
    public async Task<bool> MayChangeAsync(CurrentStore store, string policy, string outcome)
    {
        if (!await AllowAsync(store, policy))
        {
            toasts.Failure("Your role does not allow this", "Ask an owner or manager of the store.");
            return false;
        }

        if (!(await authentication.GetAuthenticationStateAsync()).User.IsGuest())
            return true;
        toasts.Show(new Toast(
            Severity.Info, "Nothing was changed", $"Guests only look around the demo store. In your own store this would {outcome}."));
        return false;
    }

    /// <summary>True when the person is still signed in.</summary>
    public async Task<bool> IsSignedInAsync() => await access.AskAsync() is not null;

    /// <summary>The signed-in person.</summary>
    public async Task<Guid> PersonAsync() => (await authentication.GetAuthenticationStateAsync()).User.UserId()
        ?? throw new InvalidOperationException("Nobody is signed in any more.");
}
