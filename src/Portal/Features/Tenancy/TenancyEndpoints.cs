using Portal.Domain.Tenancy;
using Portal.Hosting;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>What a store's API tells of the store itself.</summary>
public static class TenancyEndpoints
{
    public static void MapTenancyEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/store", FindAsync).RequireAuthorization(policy => ApiTokenAuthentication.Require(policy, ApiScopes.StoreRead));

    private static async Task<IResult> FindAsync(HttpContext context, StoreQueries stores) =>
        await stores.ProfileAsync(ApiTokenAuthentication.TenantId(context.User), context.RequestAborted) is { } store
            ? Results.Ok(new { store.Id, store.Slug, store.Name, store.Currency, store.TimeZone, store.Country })
            : Problems.Of(StatusCodes.Status404NotFound, Problems.NotFound, "There is no such store.");
}
