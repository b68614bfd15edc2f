using Microsoft.AspNetCore.Authorization;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Hosting;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>Decides by the membership of the moment, for a request, for a page in a circuit, or for a store already found.</summary>
internal sealed class StoreRoleHandler(StoreAccess access) : AuthorizationHandler<StoreRoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, StoreRoleRequirement requirement)
    {
        // Without a wait, since a page whose answer is waited for is taken off the screen meanwhile.
        if (context.Resource is not RoutedStore routed)
            return FindAsync(context, requirement);
        Decide(context, requirement, routed.Store);
        return Task.CompletedTask;
    }

    // A request that is not one of reading is a change whatever the page would have said before it.
    private static void Decide(AuthorizationHandlerContext context, StoreRoleRequirement requirement, CurrentStore? found)
    {
        if (found is null)
            return;
        var needed = context.Resource is HttpContext http && !HttpMethods.IsGet(http.Request.Method)
            && !HttpMethods.IsHead(http.Request.Method)
            ? StoreAccessLevel.Granted
            : StoreAccessLevel.Shown;
        if (StorePolicyTable.For(found.Role, requirement.Policy) >= needed)
            context.Succeed(requirement);
    }

    private async Task FindAsync(AuthorizationHandlerContext context, StoreRoleRequirement requirement)
    {
        var slug = context.Resource switch
        {
            HttpContext http => http.Request.RouteValues["store"] as string,
            CurrentStore store => store.Slug,
            _ => null,
        };
        if (slug is null || await access.FindAsync(context.User, slug) is not { } found)
            return;

        RequestLogScope.SetStore(context.Resource as HttpContext, found);
        Decide(context, requirement, found);
    }
}
