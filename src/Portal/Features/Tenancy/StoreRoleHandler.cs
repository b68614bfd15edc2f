using Microsoft.AspNetCore.Authorization;
using Portal.Domain.Tenancy;
using Portal.Hosting;
using Portal.Infrastructure.Tenancy;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace Portal.Features.Tenancy;

/// <summary>Decides by the membership of the moment, for a request, for a page in a circuit, or for a store already found.</summary>
internal sealed class StoreRoleHandler(StoreAccess access) : AuthorizationHandler<StoreRoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, StoreRoleRequirement requirement)
    {
        var slug = context.Resource switch
        {
            HttpContext http => http.Request.RouteValues["store"] as string,
            RouteData route => route.RouteValues.GetValueOrDefault("store") as string,
            CurrentStore store => store.Slug,
            _ => null,
        };
        if (slug is null || await access.FindAsync(context.User, slug) is not { } found)
            return;

        RequestLogScope.SetStore(context.Resource as HttpContext, found);
        if (found.Role >= requirement.Minimum)
            context.Succeed(requirement);
    }
}
