namespace Portal.Components.Shared.Tables;

internal static partial class TableLog
{
    [LoggerMessage(1, LogLevel.Error, "The list {List} could not be read, shown as {ErrorId}")]
    public static partial void Failed(ILogger logger, Exception exception, string list, string errorId);
}
