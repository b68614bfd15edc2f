using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Hosting;

/// <summary>Gives people a page when a request ends without one; programs keep the bare status.</summary>
public static class StatusPages
{
    private static readonly PathString[] Programs = ["/api", "/v1", "/health", "/_blazor", "/_framework", "/_content", "/dist"];

    public static void UseStatusPages(this WebApplication app) => app.UseWhen(
        context => !Programs.Any(path => context.Request.Path.StartsWithSegments(path)),
        branch =>
        {
            branch.UseStatusCodePagesWithReExecute("/status/{0}");
            branch.Use(AskForPageAsync);
        });

    // A refused post is answered with a page as well, which is asked for as such: as a post it would be refused again.
    private static Task AskForPageAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}
