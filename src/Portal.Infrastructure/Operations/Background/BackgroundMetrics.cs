using System.Diagnostics.Metrics;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>What background work comes to, as the meter <c>Portal.Background</c> tells it: by service, never by store.</summary>
public sealed class BackgroundMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Portal.Background";

    private const string ServiceTag = "service";
    private const string OutcomeTag = "outcome";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _runs;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _restarts;
    private readonly Histogram<double> _duration;

    /// <summary>Opens the meter.</summary>
    /// <param name="quarantined">How many units are set aside now, by service.</param>
    public BackgroundMetrics(Func<IEnumerable<(string Service, int Units)>>? quarantined = null)
    {
        _runs = _meter.CreateCounter<long>("portal.background.runs", "{run}", "Units of work that ended, by outcome.");
        _failures = _meter.CreateCounter<long>("portal.background.failures", "{failure}", "Units that failed, time-outs among them.");
        _timeouts = _meter.CreateCounter<long>("portal.background.timeouts", "{timeout}", "Units that took longer than their limit.");
        _restarts = _meter.CreateCounter<long>("portal.background.restarts", "{restart}", "Loops that failed and were started again.");
        _duration = _meter.CreateHistogram<double>("portal.background.duration", "s", "Time that units of work took.");
        _meter.CreateObservableGauge(
            "portal.background.quarantined",
            () => (quarantined?.Invoke() ?? []).Select(entry => new Measurement<int>(entry.Units, Tag(entry.Service))),
            "{unit}",
            "Units of work that are set aside until a person retries them.");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    /// <summary>Counts a unit of work, or a run of a job, that ended.</summary>
    public void CountRun(string service, WorkOutcome outcome, TimeSpan took)
    {
        _runs.Add(1, Tag(service), new(OutcomeTag, NameOf(outcome)));
        _duration.Record(took.TotalSeconds, Tag(service));
        if (outcome is WorkOutcome.Failed or WorkOutcome.TimedOut)
            _failures.Add(1, Tag(service));
        if (outcome is WorkOutcome.TimedOut)
            _timeouts.Add(1, Tag(service));
    }

    internal void CountRestart(string service) => _restarts.Add(1, Tag(service));

    private static KeyValuePair<string, object?> Tag(string service) => new(ServiceTag, service);

    private static string NameOf(WorkOutcome outcome) => outcome switch
    {
        WorkOutcome.Done => "done",
        WorkOutcome.Failed => "failed",
        WorkOutcome.TimedOut => "timed_out",
        WorkOutcome.Interrupted => "interrupted",
        WorkOutcome.Waiting => "waiting",
        WorkOutcome.Quarantined => "quarantined",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
