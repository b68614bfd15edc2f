using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Tenancy;

/// <summary>
/// Asks, inside an open page, what the person may do now: her role may have changed or her sign-in have ended since the page was
/// opened. Whatever changes something asks first.
/// </summary>
public sealed class StoreRights(IAuthorizationService authorization, AuthenticationStateProvider authentication, CurrentAccess access)
{
    /// <summary>True when the person is still signed in and has the right over the store at this moment.</summary>
    public async Task<bool> AllowAsync(CurrentStore store, string policy)
    {
        // The page follows what is found here, should it be another answer than the one it was drawn by.
        var found = (await access.AskAsync())?.Store(store.Slug);
        var state = await authentication.GetAuthenticationStateAsync();
        return (await authorization.AuthorizeAsync(state.User, new RoutedStore(found), policy)).Succeeded;
    }

    /// <summary>True when the person is still signed in.</summary>
    public async Task<bool> IsSignedInAsync() => await access.AskAsync() is not null;

    /// <summary>The signed-in person.</summary>
    public async Task<Guid> PersonAsync() => (await authentication.GetAuthenticationStateAsync()).User.UserId()
        ?? throw new InvalidOperationException("Nobody is signed in any more.");
}
