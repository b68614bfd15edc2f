using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Portal.Hosting.Logs;

namespace Portal.Testing.Hosting;

/// <summary>Keeps what an application logs as an error, to be told when a test wonders what it sees.</summary>
public sealed class FaultLog : ILoggerProvider
{
    private const int Told = 5;

    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>The latest few, with their exceptions.</summary>
    public IReadOnlyList<string> Newest => [.. _faults.TakeLast(Told)];

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Recorder(_faults, categoryName);

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private sealed class Recorder(ConcurrentQueue<string> faults, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && !LogKind.IsBrowserThatLeft(category, exception))
                faults.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
