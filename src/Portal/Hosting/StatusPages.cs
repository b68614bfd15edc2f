namespace Portal.Hosting;

/// <summary>Gives people a page when a request ends without one; programs keep the bare status.</summary>
public static class StatusPages
{
    private static readonly PathString[] Programs = ["/api", "/v1", "/health", "/_blazor", "/_framework", "/_content", "/dist"];

    public static void UseStatusPages(this WebApplication app) => app.UseWhen(
        context => !Programs.Any(path => context.Request.Path.StartsWithSegments(path)),
        branch => branch.UseStatusCodePagesWithReExecute("/status/{0}"));
}
