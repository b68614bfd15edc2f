using Microsoft.AspNetCore.Authorization;
using Portal.Domain.Tenancy;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Shared.Access;

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

/// <summary>That the person is a member of the addressed store whose role has the right.</summary>
internal sealed record StoreRoleRequirement(string Policy) : IAuthorizationRequirement;

/// <summary>What a page, or a change by one, is authorised over: the store of its address, looked up for this very step.</summary>
/// <param name="Store">Null when the address names none, or none that the person may know of.</param>
internal sealed record RoutedStore(CurrentStore? Store);
