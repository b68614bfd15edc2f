using Microsoft.AspNetCore.StaticAssets;

namespace Portal.Hosting.Requests;

/// <summary>
/// Keeps answers out of every cache but where they say that they are for everyone: what the portal tells is told to one person, one
/// token or one moment. The event API answers posts, which nothing caches.
/// </summary>
public static class PrivateAnswers
{
    private const string NoStore = "no-store";

    public static IApplicationBuilder UsePrivateAnswers(this WebApplication app) => app.Use((context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Path.StartsWithSegments("/v1"))
            context.Response.OnStarting(Mark, context);
        return next(context);
    });

    private static Task Mark(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        var isPublic = context.Response.StatusCode < StatusCodes.Status400BadRequest
            && (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
                || headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal));
        if (!isPublic)
            headers.CacheControl = NoStore;
        return Task.CompletedTask;
    }
}
