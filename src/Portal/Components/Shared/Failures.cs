using System.Security.Cryptography;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Data;

namespace Portal.Components.Shared;

/// <summary>Turns an exception into what people see, and logs it once under the short id that they are asked to quote.</summary>
internal static partial class Failures
{
    /// <summary>
    /// Reads what a panel shows. A database that fails becomes the panel's error state; whoever leaves just ends the reading.
    /// </summary>
    /// <param name="reason">In plain words; the exception's own stay in the log.</param>
    /// <param name="left">Cancelled when the page is left.</param>
    /// <returns>Null when it was read, or nobody waits any more.</returns>
    public static async Task<PanelState.FailedState?> ReadAsync(
        ILogger logger, string reason, Func<Task> read, CancellationToken left = default)
    {
        try
        {
            await read();
            return null;
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception) when (DatabaseFailures.IsCauseOf(exception))
        {
            return left.IsCancellationRequested ? null : Show(logger, exception, reason);
        }
    }

    /// <summary>What a panel or list shows in place of its content.</summary>
    /// <param name="reason">In plain words; the exception's own stay in the log.</param>
    public static PanelState.FailedState Show(ILogger logger, Exception exception, string reason) =>
        new(Reason(exception) ?? reason, Record(logger, exception));

    /// <summary>What people are told of a failure that is no fault of the portal; null for the others.</summary>
    public static string? Reason(Exception exception) => KnownFailure.Of(exception) is { Code: not Problems.Unavailable } known
        ? known.Detail : null;

    /// <summary>Logs what failed and returns its id: easy to read aloud.</summary>
    public static string Record(ILogger logger, Exception exception)
    {
        var id = "e_" + RandomNumberGenerator.GetHexString(6, lowercase: true);
        if (KnownFailure.Of(exception) is { Code: not Problems.Unavailable } known)
            Log.Refused(logger, known.Status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning
                : LogLevel.Information, id, known.Code, exception.Message);
        else
            Log.Failed(logger, id, exception);
        return id;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A part of a page failed, shown as {ErrorId}")]
        public static partial void Failed(ILogger logger, string errorId, Exception exception);

        [LoggerMessage(EventId = 2, Message = "A part of a page was refused {Code}, shown as {ErrorId}: {Reason}")]
        public static partial void Refused(ILogger logger, LogLevel level, string errorId, string code, string reason);
    }
}
