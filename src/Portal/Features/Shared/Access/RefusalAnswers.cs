using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Shared.Access;

/// <summary>
/// What a refused request is told: an API call gets problem details; a stranger signs in; someone who is no member
/// does not learn that the store exists; a member learns that her role does not reach.
/// </summary>
internal sealed class RefusalAnswers(StoreAccess access) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _standard = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            await next(context);
        else if (context.Request.Path.StartsWithSegments("/api"))
            await RefuseCall(authorizeResult).ExecuteAsync(context);
        else if (authorizeResult.Challenged)
            await _standard.HandleAsync(next, context, policy, authorizeResult);
        else
            context.Response.StatusCode = await KnowsStoreAsync(context) ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
    }

    private static IResult RefuseCall(PolicyAuthorizationResult result) => result.Challenged
        ? Problems.Of(StatusCodes.Status401Unauthorized, Problems.Unauthenticated, "Send a valid token as Authorization: Bearer.")
        : Problems.Of(StatusCodes.Status403Forbidden, Problems.Forbidden, "The token may not do this.");

    private async Task<bool> KnowsStoreAsync(HttpContext context) =>
        context.Request.RouteValues["store"] is string slug
            && await access.FindAsync(context.User, slug, context.RequestAborted) is not null;
}
