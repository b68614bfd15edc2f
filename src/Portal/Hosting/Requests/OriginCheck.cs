using Microsoft.AspNetCore.Http.Features;
using Portal.Hosting.Failures;

namespace Portal.Hosting.Requests;

/// <summary>
/// Lets only the portal's own pages open circuits and other WebSockets. A browser sends its cookies with a WebSocket of any page, of
/// another port of the same host too, and no CORS rule holds it back: the Origin is all there is to tell by.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, OwnOrigins origins)
{
    private const string WebSocket = "websocket";

    private static readonly PathString Circuits = "/_blazor";

    public Task InvokeAsync(HttpContext context) => IsAllowed(context)
        ? next(context)
        : Problems.Of(StatusCodes.Status403Forbidden, "foreign_origin", "Only pages of the portal itself may connect here.")
            .ExecuteAsync(context);

    private bool IsAllowed(HttpContext context)
    {
        var isSocket = IsSocket(context);
        if (!isSocket && !context.Request.Path.StartsWithSegments(Circuits))
            return true;

        return context.Request.Headers.Origin.ToArray() switch
        {
            [{ Length: > 0 } origin] => Uri.TryCreate(origin, UriKind.Absolute, out var from) && origins.IsOwn(from, context.Request),
            [] => !isSocket && IsOwnFetch(context.Request),
            _ => false,
        };
    }

    // Asked of the request itself: the feature that says so is set only behind this check.
    private static bool IsSocket(HttpContext context) =>
        (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && string.Equals(context.Request.Headers.Upgrade, WebSocket, StringComparison.OrdinalIgnoreCase))
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: WebSocket };

    // A browser leaves the Origin out of what a page gets from its own origin, and says otherwise here.
    private static bool IsOwnFetch(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
}
