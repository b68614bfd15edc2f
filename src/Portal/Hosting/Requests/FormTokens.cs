using Microsoft.AspNetCore.Antiforgery;

namespace Portal.Hosting.Requests;

/// <summary>Demands the antiforgery token on routes that plain forms post to.</summary>
public static class FormTokens
{
    /// <summary>Answers 400 to a post without a valid token.</summary>
    public static RouteHandlerBuilder RequireFormToken(this RouteHandlerBuilder route) => route
        .WithMetadata(new RequireAntiforgeryTokenAttribute())
        .AddEndpointFilter(async (call, next) => call.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
            ? await next(call)
            : Results.StatusCode(StatusCodes.Status400BadRequest));
}
