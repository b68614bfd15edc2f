namespace Portal.Infrastructure.Operations.Background;

/// <summary>What a background service does now.</summary>
public enum ServiceActivity
{
    /// <summary>Not started yet, or switched off.</summary>
    Off,
    Running,

    /// <summary>Its loop failed and is started again after a pause.</summary>
    Restarting,
    Stopped,
}

/// <summary>How a background service of this node is.</summary>
/// <param name="Service">The name of its class.</param>
/// <param name="Restarts">How often its loop was started again since the node's start.</param>
/// <param name="FailuresInRow">Failures since the last pass that went well.</param>
/// <param name="LastPassAt">When a pass of its loop last went well; null before the first.</param>
/// <param name="LastError">Why it failed last; null when it never did.</param>
public sealed record ServiceStatus(
    string Service, ServiceActivity Activity, int Restarts, int FailuresInRow, DateTimeOffset? LastPassAt, string? LastError,
    DateTimeOffset? LastFailedAt);

/// <summary>The state of one background service, written by its loop and read by whoever asks.</summary>
public sealed class ServiceState(string service, TimeProvider time)
{
    private long _lastPass;
    private int _failures;
    private int _restarts;
    private volatile Failure? _last;
    private volatile int _activity;

    /// <summary>The name of the service's class.</summary>
    public string Service { get; } = service;

    /// <summary>How it is now.</summary>
    public ServiceStatus Status
    {
        get
        {
            var (pass, last) = (Interlocked.Read(ref _lastPass), _last);
            return new(
                Service, (ServiceActivity)_activity, Volatile.Read(ref _restarts), Volatile.Read(ref _failures),
                pass == 0 ? null : new DateTimeOffset(pass, TimeSpan.Zero), last?.Reason, last?.At);
        }
    }

    internal ServiceActivity Activity
    {
        set => _activity = (int)value;
    }

    /// <summary>Notes that a pass of the loop went well.</summary>
    public void RecordPass()
    {
        Interlocked.Exchange(ref _lastPass, time.GetUtcNow().UtcTicks);
        ForgetFailures();
    }

    /// <summary>Notes a failure that the loop deals with itself.</summary>
    /// <returns>Failures since the last pass that went well.</returns>
    public int RecordFailure(Exception exception)
    {
        _last = new(FailureFormatter.Of(exception), time.GetUtcNow());
        return Interlocked.Increment(ref _failures);
    }

    internal void ForgetFailures() => Volatile.Write(ref _failures, 0);

    internal void RecordRestart() => Interlocked.Increment(ref _restarts);

    private sealed record Failure(string Reason, DateTimeOffset At);
}

/// <summary>The background services of this node.</summary>
public sealed class ServiceStates(TimeProvider time)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ServiceState> _states = new();

    /// <summary>How each of them is, by name.</summary>
    public IReadOnlyList<ServiceStatus> All =>
        [.. _states.Values.Select(state => state.Status).OrderBy(status => status.Service, StringComparer.Ordinal)];

    internal ServiceState Add(string service) => _states[service] = new(service, time);
}
