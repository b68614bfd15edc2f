using Portal.Hosting.Requests;
using Portal.Infrastructure.Data.Workloads;

namespace Portal.Hosting.Failures;

/// <summary>What a request is answered with that failed without an answer of its own: a page for people, a problem for programs.</summary>
public static class StatusPages
{
    private static readonly PathString[] Programs = ["/v1", "/api", "/health", "/_blazor", "/_framework", "/_content", "/dist"];

    public static void UseStatusPages(this WebApplication app)
    {
        app.UseWhen(IsProgram, branch =>
            branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = FailureAnswers.AnswerUnknownAsync }));
        app.UseWhen(context => !IsProgram(context), branch => branch.Use(AnswerAsync));
    }

    /// <summary>Whether a request is answered with a problem: those of programs, and files that no browser asks for.</summary>
    internal static bool IsForProgram(HttpContext context) => IsProgram(context)
        || (RequestWorkloads.Of(context) == Workload.Export && !context.Request.Headers.Accept.ToString()
            .Contains("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether this is the page that an unanswered or failed request is answered with, and not what was asked for.</summary>
    internal static bool IsStatusPage(HttpContext context) => context.Features.Get<StatusPageFeature>() is not null;

    private static bool IsProgram(HttpContext context) => Programs.Any(path => context.Request.Path.StartsWithSegments(path));

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // The one place where the failure of a page ends.
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await context.RequestServices.GetRequiredService<FailureAnswers>().AnswerAsync(context, exception);
        }

        var response = context.Response;
        if (!response.HasStarted && response is { StatusCode: >= 400 and < 600, ContentLength: null }
            && string.IsNullOrEmpty(response.ContentType))
            await ShowAsync(context, next, response.StatusCode);
    }

    // Not by UseStatusCodePagesWithReExecute: of its pages the framework sends what there is before their components have read what
    // they show, and what these draw afterwards goes into memory that other requests use by then.
    private static async Task ShowAsync(HttpContext context, RequestDelegate next, int status)
    {
        var (request, response, services) = (context.Request, context.Response, context.RequestServices);
        var (path, query, method) = (request.Path, request.QueryString, request.Method);

        FailureAnswers.Withdraw(response);

        // The framework writes nothing to an answer that is 404 before it begins.
        response.StatusCode = StatusCodes.Status200OK;
        response.OnStarting(() =>
        {
            response.StatusCode = status;
            return Task.CompletedTask;
        });
        context.Features.Set(new StatusPageFeature());
        context.SetEndpoint(null);
        request.RouteValues.Clear();

        // A refused or failed post is answered with a page as well, which is asked for as such: as a post it would be refused again.
        (request.Method, request.Path, request.QueryString) = (HttpMethods.Get, $"/status/{status}", QueryString.Empty);
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        try
        {
            context.RequestServices = scope.ServiceProvider;
            await next(context);
        }
#pragma warning disable CA1031 // What made the page fail may make this one fail too.
        catch (Exception exception) when (!response.HasStarted && !context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await services.GetRequiredService<FailureAnswers>().AnswerPlainlyAsync(context, status, exception);
        }
        finally
        {
            (context.RequestServices, request.Method, request.Path, request.QueryString) = (services, method, path, query);
        }
    }

    private sealed class StatusPageFeature;
}
