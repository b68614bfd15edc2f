using Microsoft.AspNetCore.Authorization;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Platform;

/// <summary>That the person works for the platform at this moment.</summary>
internal sealed record AdministratorRequirement : IAuthorizationRequirement;

/// <summary>Decides by the account of the moment; the mark that a sign-in carries may be of before.</summary>
internal sealed class AdministratorHandler(StoreAccess access) : AuthorizationHandler<AdministratorRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AdministratorRequirement requirement)
    {
        if (!context.User.HasClaim(claim => claim.Type == PortalClaims.Administrator))
            return Task.CompletedTask;
        if (context.Resource is not RoutedStore)
            return AskAsync(context, requirement);

        // Without a wait, as for stores: the person was looked up for this very step.
        context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private async Task AskAsync(AuthorizationHandlerContext context, AdministratorRequirement requirement)
    {
        if (await access.FindAsync(context.User) is { IsAdministrator: true })
            context.Succeed(requirement);
    }
}
