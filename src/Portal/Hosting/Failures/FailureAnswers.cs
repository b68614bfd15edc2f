using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Portal.Hosting.Failures;

/// <summary>
/// Answers requests that failed: programs with a problem, people with the page of the status. A failure whose cause is known is
/// answered as what it is; what is left is a fault of the portal, and is logged as one.
/// </summary>
internal sealed partial class FailureAnswers(ILogger<FailureAnswers> logger) : IExceptionHandler
{
    // What an endpoint said of an answer that does not come.
    private static readonly string[] OfTheAnswer =
    [
        HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.ContentDisposition, HeaderNames.ContentEncoding, HeaderNames.ETag,
            HeaderNames.Location,
        "blazor-enhanced-nav",
    ];

    /// <summary>Makes room for another answer; what every answer says stays.</summary>
    public static void Withdraw(HttpResponse response)
    {
        foreach (var header in OfTheAnswer)
            response.Headers.Remove(header);
    }

    /// <summary>
    /// Tells a program that something failed. The exception itself is in the log under the same trace id; its words may hold what
    /// is not the caller's.
    /// </summary>
    public static Task AnswerUnknownAsync(HttpContext context) => Problems
        .Of(StatusCodes.Status500InternalServerError, "internal_error",
        $"Something failed here. Quote {Activity.Current?.TraceId} when you ask for help.")
        .ExecuteAsync(context);

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (KnownFailure.Of(exception) is not { } failure)
            return false;
        Prepare(httpContext, failure, exception);
        await Problems.Of(failure.Status, failure.Code, failure.Detail).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Answers a request whose page or file failed; for a person, the page of the status is still to come.</summary>
    public async Task AnswerAsync(HttpContext context, Exception exception)
    {
        Withdraw(context.Response);
        var failure = KnownFailure.Of(exception);
        context.Features.Set(failure);
        if (failure is null)
        {
            Log.Failed(logger, exception);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        else
        {
            Prepare(context, failure, exception);
        }

        if (StatusPages.IsForProgram(context))
            await (failure is null ? AnswerUnknownAsync(context)
                : Problems.Of(failure.Status, failure.Code, failure.Detail).ExecuteAsync(context));
    }

    /// <summary>Answers in a sentence, where not even the page of the status could be shown.</summary>
    public async Task AnswerPlainlyAsync(HttpContext context, int status, Exception exception)
    {
        if (KnownFailure.Of(exception) is { } failure)
            Log.Refused(logger, LogLevel.Warning, failure.Code, exception.Message);
        else
            Log.Failed(logger, exception);
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.StatusCode = status;
        await context.Response.WriteAsync("This did not work. Wait a moment, then reload the page.", context.RequestAborted);
    }

    private void Prepare(HttpContext context, KnownFailure failure, Exception exception)
    {
        Log.Refused(logger, failure.Status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning
            : LogLevel.Information, failure.Code, exception.Message);
        context.Response.StatusCode = failure.Status;
        if (failure.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    private static partial class Log
    {
        [LoggerMessage("A request was answered {Code}: {Reason}")]
        public static partial void Refused(ILogger logger, LogLevel level, string code, string reason);

        [LoggerMessage(LogLevel.Error, "A request failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
