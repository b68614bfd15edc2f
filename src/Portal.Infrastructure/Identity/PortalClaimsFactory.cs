using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Identity;

/// <summary>Adds the person's name, and the marks of the platform's administrators and of guests.</summary>
internal sealed class PortalClaimsFactory(UserManager<PortalUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<PortalUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(PortalClaims.DisplayName, user.DisplayName));
        if (user.IsAdministrator)
            identity.AddClaim(new(PortalClaims.Administrator, "true"));
        if (user.IsGuest)
            identity.AddClaim(new(PortalClaims.Guest, "true"));
        return identity;
    }
}
