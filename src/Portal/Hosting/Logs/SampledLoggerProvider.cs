using System.Collections.Concurrent;

namespace Portal.Hosting.Logs;

/// <summary>
/// Writes only the first lines of a kind in each window, and how many more there were: what a caller can provoke thousands of times a
/// second must not fill a disk. Lines are of a kind when category, level, event, template and kind of exception are the same; below
/// Warning everything is written.
/// </summary>
[ProviderAlias("Console")]
internal sealed class SampledLoggerProvider(ILoggerProvider inner, TimeProvider time) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Lines of a kind that a window takes.</summary>
    public const int LinesPerWindow = 20;

    /// <summary>Kinds that are told apart; more of them, such as of messages without a template, share one.</summary>
    public const int MaxKinds = 1_000;

    /// <summary>How long a window is.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<LogKind, LogWindow> _windows = new();
    private ITimer? _timer;

    public ILogger CreateLogger(string categoryName) => new Sampled(this, inner.CreateLogger(categoryName), categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => (inner as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose()
    {
        _timer?.Dispose();
        Summarize(hasEnded: true);
        inner.Dispose();
    }

    // Told at the end of a window even when nothing more comes.
    private void Summarize(bool hasEnded)
    {
        foreach (var (kind, window) in _windows)
        {
            if (!hasEnded && !window.IsOver(time.GetTimestamp(), Window, time))
                continue;
            _windows.TryRemove(new(kind, window));
            if (window.Dropped is var dropped and > 0)
                window.Write(dropped);
        }
    }

    private LogWindow WindowOf(LogKind kind, ILogger logger)
    {
        if (_timer is null && time.CreateTimer(_ => Summarize(hasEnded: false), null, Window, Window) is var timer
            && Interlocked.CompareExchange(ref _timer, timer, null) is not null)
            timer.Dispose();
        var counted = _windows.ContainsKey(kind) || _windows.Count < MaxKinds ? kind : LogKind.Others(kind.Level);
        return _windows.GetOrAdd(counted, _ => new(counted, logger, time.GetTimestamp()));
    }

    private sealed class Sampled(SampledLoggerProvider provider, ILogger inner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (LogKind.IsBrowserThatLeft(category, exception))
                return;
            if (logLevel < LogLevel.Warning
                || provider.WindowOf(LogKind.Of(category, logLevel, eventId, state, exception), inner).TryTake(LinesPerWindow))
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
