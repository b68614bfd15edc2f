using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Tenancy;

/// <summary>Asks, inside an open page, what the person may do now: her role may have changed since the page was opened.</summary>
public sealed class StoreRights(IAuthorizationService authorization, AuthenticationStateProvider authentication)
{
    /// <summary>True when the person has the right over the store at this moment.</summary>
    public async Task<bool> AllowAsync(CurrentStore store, string policy)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return (await authorization.AuthorizeAsync(state.User, store, policy)).Succeeded;
    }

    /// <summary>The signed-in person.</summary>
    public async Task<Guid> PersonAsync() => (await authentication.GetAuthenticationStateAsync()).User.UserId()!.Value;
}
