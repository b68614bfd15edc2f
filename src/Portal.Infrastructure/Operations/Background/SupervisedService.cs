using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>
/// The frame of every background service. Whatever escapes its loop is logged once and counted, and the loop is started again after
/// a growing pause; nothing that it does ends the host, and it never ends by itself unseen.
/// </summary>
public abstract partial class SupervisedService : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    // What waits for the database should not be far behind once it is back.
    private static readonly TimeSpan MaxPauseWithoutDatabase = TimeSpan.FromSeconds(15);

    private readonly Supervision _supervision;
    private readonly ILogger _logger;

    protected SupervisedService(Supervision supervision)
    {
        _supervision = supervision;
        _logger = supervision.Loggers.CreateLogger(GetType());
        State = supervision.States.Add(GetType().Name);
    }

    /// <summary>How the service is.</summary>
    public ServiceState State { get; }

    /// <summary>The clock that pauses go by.</summary>
    protected TimeProvider Time => _supervision.Time;

    /// <summary>False for a service that this node has switched off.</summary>
    protected virtual bool IsOn => true;

    /// <summary>Stops the loop, and then does what is left to do.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        State.Activity = IsOn ? ServiceActivity.Stopped : ServiceActivity.Off;
        try
        {
            await FinishAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            Log.NotFinished(_logger, State.Service, exception);
        }
    }

    /// <summary>The loop. It goes on until it is asked to stop; what it throws starts it again.</summary>
    protected abstract Task RunAsync(CancellationToken stoppingToken);

    /// <summary>What is done after the loop has stopped for good.</summary>
    protected virtual Task FinishAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does the same again and again, each time after a pause.</summary>
    protected async Task RepeatAsync(TimeSpan pause, Func<CancellationToken, Task> pass, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await pass(stoppingToken);
            State.RecordPass();
            await Task.Delay(pause, Time, stoppingToken);
        }
    }

    /// <summary>
    /// Runs several loops beside each other; when one of them ends, the others are stopped, and its failure is that of all.
    /// </summary>
    protected static async Task RunTogetherAsync(CancellationToken stoppingToken, params IReadOnlyList<Func<CancellationToken, Task>> loops)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var running = loops.Select(loop => Task.Run(() => loop(together.Token), CancellationToken.None)).ToList();
        var first = await Task.WhenAny(running);
        await together.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A loop that does not wait for anything at first must not hold the host's start up.
        await Task.Yield();
        while (IsOn && !stoppingToken.IsCancellationRequested)
        {
            State.Activity = ServiceActivity.Running;
            var began = Time.GetTimestamp();
            var failure = await RunOnceAsync(stoppingToken);
            if (!stoppingToken.IsCancellationRequested)
                await PauseAsync(failure, Time.GetElapsedTime(began), stoppingToken);
        }
    }

    private async Task<Exception> RunOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
            return new InvalidOperationException("The loop ended without being asked to.");
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task PauseAsync(Exception failure, TimeSpan ran, CancellationToken stoppingToken)
    {
        // A loop that ran for a while was well before it failed, whether it counts passes or not.
        if (ran > MaxPause)
            State.ForgetFailures();
        var failures = State.RecordFailure(failure);
        State.RecordRestart();
        _supervision.Metrics.CountRestart(State.Service);
        var isDatabase = DatabaseFailures.Of(failure) is DatabaseFailure.Away or DatabaseFailure.Slow;
        var pause = BackOff.After(failures, FirstPause, isDatabase ? MaxPauseWithoutDatabase : MaxPause);
        if (isDatabase)
            Log.WithoutDatabase(_logger, State.Service, pause.TotalSeconds, failure.Message);
        else
            Log.Failed(_logger, State.Service, failures, pause.TotalSeconds, failure);
        State.Activity = ServiceActivity.Restarting;
        await Task.Delay(pause, Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Service} failed, {Failures} times in a row, and starts again in {Seconds:0.0} s")]
        public static partial void Failed(ILogger logger, string service, int failures, double seconds, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "{Service} waits for the database and starts again in {Seconds:0.0} s: {Reason}")]
        public static partial void WithoutDatabase(ILogger logger, string service, double seconds, string reason);

        [LoggerMessage(3, LogLevel.Error, "{Service} could not do what was left to do when it stopped")]
        public static partial void NotFinished(ILogger logger, string service, Exception exception);
    }
}

/// <summary>What every background service needs to be watched over.</summary>
public sealed record Supervision(ServiceStates States, BackgroundMetrics Metrics, TimeProvider Time, ILoggerFactory Loggers);
