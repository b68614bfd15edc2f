using Microsoft.Extensions.Logging;
using Portal.Hosting.Logs;
using Portal.Testing;
using Xunit;

namespace Portal.Tests.Hosting.Logs;

public sealed class SampledLoggerProviderTests : IDisposable
{
    private readonly MovableClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly LineLog _lines = new();
    private readonly SampledLoggerProvider _sampled;

    public SampledLoggerProviderTests() => _sampled = new(_lines, _clock);

    public void Dispose() => _sampled.Dispose();

    [Fact]
    public void Log_ThousandAlike_WritesAFewAndHowManyMore()
    {
        var logger = _sampled.CreateLogger("Circuits");
        for (var number = 0; number < 1000; number++)
            logger.LogError(new InvalidOperationException(), "Circuit {Id} broke", number);
        _sampled.Dispose();

        Assert.Equal(SampledLoggerProvider.LinesPerWindow + 1, _lines.Written.Count);
        Assert.Equal("Error Circuits Circuit 0 broke", _lines.Written[0]);
        Assert.Equal("Error Circuits 980 more lines like this were left out: Circuit {Id} broke InvalidOperationException",
            _lines.Written[^1]);
    }

    [Fact]
    public void Log_BrowserThatLeft_IsNoErrorButAnythingElseOfItsCircuitIs()
    {
        var circuits = _sampled.CreateLogger("Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost");
        circuits.LogError(new TaskCanceledException(), "Left");
        circuits.LogError(new InvalidOperationException(), "Broke");
        _sampled.CreateLogger("Portal").LogError(new TaskCanceledException(), "Stopped");

        Assert.Equal(2, _lines.Written.Count);
        Assert.EndsWith("Broke", _lines.Written[0], StringComparison.Ordinal);
        Assert.EndsWith("Stopped", _lines.Written[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Log_OtherKinds_AreCountedApart()
    {
        var (one, other) = (_sampled.CreateLogger("One"), _sampled.CreateLogger("Other"));
        for (var number = 0; number < 100; number++)
        {
            one.LogWarning("A {Number}", number);
            one.LogWarning("B {Number}", number);
            one.LogError("A {Number}", number);
            other.LogWarning("A {Number}", number);
            one.LogWarning(new TimeoutException(), "A {Number}", number);
        }

        Assert.Equal(5 * SampledLoggerProvider.LinesPerWindow, _lines.Written.Count);
    }

    [Fact]
    public void Log_Information_IsNeverLeftOut()
    {
        var logger = _sampled.CreateLogger("Requests");
        for (var number = 0; number < 100; number++)
            logger.LogInformation("A {Number}", number);

        Assert.Equal(100, _lines.Written.Count);
    }

    [Fact]
    public void Log_ManyKinds_ShareOneBeyondTheMost()
    {
        var logger = _sampled.CreateLogger("Texts");
        for (var number = 0; number < SampledLoggerProvider.MaxKinds + 500; number++)
            logger.Log(LogLevel.Error, new EventId(number), "text", null, (text, _) => text);

        Assert.Equal(SampledLoggerProvider.MaxKinds + SampledLoggerProvider.LinesPerWindow, _lines.Written.Count);
    }

    private sealed class LineLog : ILoggerProvider
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Line(LineLog log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                log.Written.Add($"{logLevel} {category} {formatter(state, exception)}");
        }
    }
}
