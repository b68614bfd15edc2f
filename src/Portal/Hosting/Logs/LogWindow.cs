namespace Portal.Hosting.Logs;

/// <summary>The lines of one kind in one window.</summary>
internal sealed partial class LogWindow(LogKind kind, ILogger logger, long startedAt)
{
    private int _count, _written;

    /// <summary>Lines that were not written.</summary>
    public int Dropped => Math.Max(0, Volatile.Read(ref _count) - Volatile.Read(ref _written));

    /// <summary>True when one line more is to be written.</summary>
    public bool TryTake(int limit)
    {
        if (Interlocked.Increment(ref _count) > limit)
            return false;
        Interlocked.Increment(ref _written);
        return true;
    }

    public bool IsOver(long now, TimeSpan window, TimeProvider time) => time.GetElapsedTime(startedAt, now) >= window;

    /// <summary>Says how many lines were left out, under the level and category of those that were written.</summary>
    public void Write(int dropped) => Log.LeftOut(logger, kind.Level, dropped, kind.Template ?? "", kind.Exception?.Name);

    private static partial class Log
    {
        [LoggerMessage("{Count} more lines like this were left out: {Template} {ExceptionType}")]
        public static partial void LeftOut(ILogger logger, LogLevel level, int count, string template, string? exceptionType);
    }
}
