namespace Portal.Features.Events;

/// <summary>
/// Cross-origin rules of the event API. Which origins a site allows is known only once the key is, which a preflight
/// does not carry; so any origin may ask, and the request itself is refused when its site does not allow it.
/// Credentials are never allowed.
/// </summary>
internal static class EventCors
{
    public static IResult Preflight(HttpContext context)
    {
        Allow(context);
        context.Response.Headers.AccessControlAllowMethods = "GET, POST";
        context.Response.Headers.AccessControlAllowHeaders = "authorization, content-type, content-encoding";
        context.Response.Headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }

    public static void Allow(HttpContext context)
    {
        if (context.Request.Headers.Origin is [{ Length: > 0 } origin])
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlExposeHeaders = "RateLimit, RateLimit-Policy, Retry-After";
            context.Response.Headers.Append("Vary", "Origin");
        }
    }

    public static void Withdraw(HttpContext context) => context.Response.Headers.Remove("Access-Control-Allow-Origin");
}
