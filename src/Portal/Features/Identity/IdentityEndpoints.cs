using Portal.Hosting.Rates;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Identity;

/// <summary>What forms without a page of their own post to.</summary>
public static class IdentityEndpoints
{
    /// <summary>Routes for signing out, entering the demo store and opening the last store.</summary>
    public static void MapIdentityEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", StartAsync).AllowAnonymous().LimitRate(RatePolicy.Page);
        routes.MapPost(PortalUrls.SignOut, SignOutAsync).RequireFormToken().AllowAnonymous().LimitRate(RatePolicy.Page);
        routes.MapPost(PortalUrls.Demo, EnterDemoAsync).RequireFormToken().AllowAnonymous().LimitRate(RatePolicy.Page);
    }

    private static async Task<IResult> StartAsync(HttpContext context, StoreQueries stores)
    {
        if (context.User.UserId() is not { } userId)
            return Results.LocalRedirect(PortalUrls.SignIn);
        if (await stores.LastOpenedAsync(userId, context.RequestAborted) is { } store)
            return Results.LocalRedirect(PortalUrls.Store(store.Slug));
        return Results.LocalRedirect(context.User.HasClaim(PortalClaims.Administrator, "true") ? PortalUrls.Platform : PortalUrls.NewStore);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInCookie cookie)
    {
        await cookie.WithdrawAsync(context);
        return Results.LocalRedirect(PortalUrls.SignIn);
    }

    private static async Task<IResult> EnterDemoAsync(HttpContext context, DemoGuest demo, SignInCookie cookie, SignInLimit limit)
    {
        if (!limit.Allows(context.Connection.RemoteIpAddress?.ToString(), "demo"))
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        if (context.User.IsGuest() && await demo.StoreAsync(context.RequestAborted) is { } store)
            return Results.LocalRedirect(PortalUrls.Store(store.Slug));
        if (await demo.EnterAsync(context.RequestAborted) is not var (guest, slug))
            return Results.LocalRedirect(PortalUrls.SignIn);

        await cookie.IssueAsync(context, guest, keep: false);
        return Results.LocalRedirect(PortalUrls.Store(slug));
    }
}
