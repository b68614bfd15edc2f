namespace Portal.Components.Shared;

/// <summary>Turns an exception into what a panel shows, and logs it under the id that the panel tells people to quote.</summary>
public static partial class Failures
{
    /// <param name="reason">In plain words; the exception's own stay in the log.</param>
    public static PanelState Show(ILogger logger, Exception exception, string reason)
    {
        var id = "e_" + Guid.NewGuid().ToString("N")[..8];
        Log.PanelFailed(logger, id, exception);
        return PanelState.Failed(reason, id);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A panel could not be loaded ({ErrorId})")]
        public static partial void PanelFailed(ILogger logger, string errorId, Exception exception);
    }
}
