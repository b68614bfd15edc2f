using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Domain.Tenancy;
using Portal.Features.Api;
using Portal.Hosting.Authentication;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Tenancy;

/// <summary>What a store's API tells of the store itself.</summary>
public static class TenancyEndpoints
{
    private sealed record StoreAnswer(Guid Id, string Slug, string Name, string Currency, string TimeZone, string Country);

    public static void MapTenancyEndpoints(this IEndpointRouteBuilder routes) => routes
        .MapStoreApi("/api/v1", "Store", ApiScopes.StoreRead)
        .MapGet("/store", FindAsync).WithName("getStore").WithSummary("The store's name, currency, time zone and country");

    private static async Task<Results<Ok<StoreAnswer>, ProblemHttpResult>> FindAsync(HttpContext context, StoreQueries stores) =>
        await stores.ProfileAsync(ApiTokenAuthentication.TenantId(context.User), context.RequestAborted) is { } store
            ? TypedResults.Ok(new StoreAnswer(store.Id, store.Slug, store.Name, store.Currency, store.TimeZone, store.Country))
            : (ProblemHttpResult)Problems.Of(StatusCodes.Status404NotFound, Problems.NotFound, "There is no such store.");
}
