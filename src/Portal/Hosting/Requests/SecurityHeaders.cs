namespace Portal.Hosting.Requests;

/// <summary>The headers that tell a browser what a page of ours may do, and shops' pages that they may use the tracker.</summary>
public static class SecurityHeaders
{
    /// <summary>
    /// Scripts, styles and connections come from here only, the circuit's WebSocket too: 'self' covers it in every browser of the last
    /// years. Style attributes are allowed for charts and grids.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string PermissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    private const string OneYear = "max-age=31536000";

    /// <summary>Sets the headers on every answer.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        if (TrustedHosts.IsForShops(context.Request.Path))
        {
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }
        else
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XFrameOptions = "DENY";
            headers["Permissions-Policy"] = PermissionsPolicy;
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }

        // Never for localhost: it would shut out everything else that is developed on the same machine.
        if (context.Request.IsHttps && !app.Environment.IsDevelopment() && context.Request.Host.Host is not ("localhost" or "127.0.0.1"))
        {
            headers.StrictTransportSecurity = OneYear;
        }

        return next(context);
    });
}
