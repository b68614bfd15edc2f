using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Hosting;

/// <summary>What a request is answered with that failed without an answer of its own: a page for people, a problem for programs.</summary>
public static class StatusPages
{
    private static readonly PathString[] Programs = ["/v1", "/api", "/health", "/_blazor", "/_framework", "/_content", "/dist"];

    public static void UseStatusPages(this WebApplication app)
    {
        app.UseWhen(IsProgram, branch => branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerProgramAsync }));
        app.UseWhen(context => !IsProgram(context), branch => branch
            .UseExceptionHandler("/status/500", createScopeForErrors: true)
            .UseStatusCodePagesWithReExecute("/status/{0}")
            .Use(AskForPageAsync));
    }

    private static bool IsProgram(HttpContext context) => Programs.Any(path => context.Request.Path.StartsWithSegments(path));

    // The exception itself is in the log under the same trace id; its words may hold what is not the caller's.
    private static Task AnswerProgramAsync(HttpContext context) => Problems
        .Of(StatusCodes.Status500InternalServerError, "internal_error", $"Something failed here. Quote {Activity.Current?.TraceId} when you ask for help.")
        .ExecuteAsync(context);

    // A refused or failed post is answered with a page as well, which is asked for as such: as a post it would be refused again.
    private static Task AskForPageAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}
