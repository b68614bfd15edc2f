using System.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace Portal.Hosting.Requests;

/// <summary>
/// One line for each request, by its route's pattern: no address, query, header, cookie or body is ever written.
/// Event requests are too many for a line each and appear from level Debug.
/// </summary>
internal sealed partial class RequestLogging(RequestDelegate next, TimeProvider time, ILogger<RequestLogging> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var activity = Activity.Current is null ? StartActivity(context.Request) : null;
        var scope = new RequestLogScope(context.TraceIdentifier, Activity.Current!.TraceId.ToHexString());
        context.Features.Set(scope);
        using var lines = logger.BeginScope(scope);

        var started = time.GetTimestamp();
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched";
            Log.Answered(logger, Level(context, status), context.Request.Method, route, status,
                time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private static LogLevel Level(HttpContext context, int status)
    {
        var endpoint = context.GetEndpoint();
        var isQuiet = endpoint is null
            || endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
            || context.Request.Path.StartsWithSegments("/v1")
            || context.Request.Path.StartsWithSegments("/health");
        return status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : isQuiet ? LogLevel.Debug : LogLevel.Information;
    }

    private static Activity StartActivity(HttpRequest request)
    {
        var activity = new Activity("request");
        if (ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent))
        {
            activity.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
        }

        return activity.SetIdFormat(ActivityIdFormat.W3C).Start();
    }

    private static partial class Log
    {
        [LoggerMessage("{Method} {Route} answered {Status} in {Milliseconds:0.0} ms")]
        public static partial void Answered(ILogger logger, LogLevel level, string method, string route, int status, double milliseconds);
    }
}
