using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>
/// Gives units of work their turns. A unit that fails or takes too long fails alone: it waits longer each time, and after a number of
/// failures in a row it is set aside until a person retries it. What is no fault of its own, such as a database that is away, does not
/// count. Failures are counted in the database, so they outlive the process and are shared by nodes.
/// </summary>
public sealed partial class WorkRunner(
    WorkUnits units, BackgroundMetrics metrics, PortalDatabase database, IOptions<BackgroundOptions> options, TimeProvider time,
    ILogger<WorkRunner> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<UnitOfWork, Task> _running = new();

    // An interrupted unit lets others go first: should it be what takes the database away, it is not the next one again for ever.
    private readonly ConcurrentDictionary<UnitOfWork, (int Times, DateTimeOffset Until)> _resting = new();

    /// <summary>How long a unit that passes over the end of its time is waited for before it is left to itself.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="RunAsync(UnitOfWork, TimeSpan, Func{WorkAttempt, CancellationToken, Task}, CancellationToken)"/>
    public Task<WorkResult> RunAsync(
        UnitOfWork unit, TimeSpan limit, Func<CancellationToken, Task> work, CancellationToken stoppingToken) =>
        RunAsync(unit, limit, (_, cancellationToken) => work(cancellationToken), stoppingToken);

    /// <summary>Gives a unit its turn, unless it waits or is set aside.</summary>
    /// <param name="limit">How long it may take. One that goes on regardless is left to itself and not begun again before it ends.</param>
    /// <param name="stoppingToken">That of the host, or of the job: being stopped is no failure.</param>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database is away; whoever loops over units should rest.</exception>
    public async Task<WorkResult> RunAsync(
        UnitOfWork unit, TimeSpan limit, Func<WorkAttempt, CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        var known = await units.FindAsync(unit, stoppingToken);
        if (known?.QuarantinedAt is not null)
            return Skip(unit, WorkOutcome.Quarantined);
        if (known?.NextTryAt > time.GetUtcNow() || _running.ContainsKey(unit) || IsResting(unit))
            return Skip(unit, WorkOutcome.Waiting);

        var attempt = new WorkAttempt(units, unit, options.Value.MaxCrashes);
        var began = time.GetTimestamp();
        var (outcome, error) = await TryAsync(unit, attempt, limit, work, stoppingToken);
        if (outcome != WorkOutcome.Interrupted)
            _resting.TryRemove(unit, out _);
        await RecordOutcomeAsync(unit, attempt, known, outcome, error);
        metrics.CountRun(unit.Service, outcome, time.GetElapsedTime(began));
        if (outcome == WorkOutcome.Interrupted)
        {
            stoppingToken.ThrowIfCancellationRequested();
            if (DatabaseFailures.Of(error!) != DatabaseFailure.Contention)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error!);
        }

        return new(outcome, error);
    }

    /// <summary>Counts a failure of a unit that was found out in the turn of a larger one.</summary>
    public async Task FailAsync(UnitOfWork unit, Exception error, CancellationToken cancellationToken)
    {
        var known = await units.FindAsync(unit, cancellationToken);
        await FailAsync(unit, known, error, cancellationToken);
        metrics.CountRun(unit.Service, WorkOutcome.Failed, TimeSpan.Zero);
    }

    /// <summary>Reads anew what is known against a service's units, before a round over many of them.</summary>
    public void Refresh(string service) => units.Forget(service);

    private WorkResult Skip(UnitOfWork unit, WorkOutcome outcome)
    {
        metrics.CountRun(unit.Service, outcome, TimeSpan.Zero);
        return new(outcome);
    }

    private async Task<(WorkOutcome Outcome, Exception? Error)> TryAsync(
        UnitOfWork unit, WorkAttempt attempt, TimeSpan limit, Func<WorkAttempt, CancellationToken, Task> work,
        CancellationToken stoppingToken)
    {
        // Not disposed here: work that goes on regardless still holds its token.
        var ends = new CancellationTokenSource(limit, time);
        var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, ends.Token);
        var running = Task.Run(() => work(attempt, ending.Token), CancellationToken.None);
        _running[unit] = running;
        using var waiting = new CancellationTokenSource();
        if (await Task.WhenAny(running, Task.Delay(limit + Grace, time, waiting.Token)) != running)
        {
            _ = FollowAsync(unit, running, ends, ending);
            return (WorkOutcome.TimedOut, new TimeoutException($"It went on past its limit of {Words(limit)}, and still does."));
        }

        await waiting.CancelAsync();
        var isOver = ends.IsCancellationRequested;
        Release(unit, ends, ending);
        try
        {
            await running;
            return (attempt.IsQuarantined ? WorkOutcome.Quarantined : WorkOutcome.Done, null);
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested)
        {
            return (WorkOutcome.Interrupted, exception);
        }
        catch (Exception) when (isOver)
        {
            return (WorkOutcome.TimedOut, new TimeoutException($"It took longer than its limit of {Words(limit)}."));
        }
        catch (Exception exception)
        {
            return (await IsItsOwnAsync(exception) ? WorkOutcome.Failed : WorkOutcome.Interrupted, exception);
        }
    }

    // A command that got no answer in time says nothing of whose fault it is; whether the database answers does.
    private async Task<bool> IsItsOwnAsync(Exception exception) => DatabaseFailures.Of(exception) switch
    {
        DatabaseFailure.Away or DatabaseFailure.Contention => false,
        DatabaseFailure.Slow => await AnswersAsync(),
        _ => true,
    };

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(AnswerLimit);
            await using var command = database.App.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task RecordOutcomeAsync(UnitOfWork unit, WorkAttempt attempt, UnwellUnit? known, WorkOutcome outcome, Exception? error)
    {
        // What came of the work is written down while the host stops, too; but not for long.
        using var limit = new CancellationTokenSource(AnswerLimit);
        try
        {
            switch (outcome)
            {
                case WorkOutcome.Done when attempt.HasStarted || known is not null:
                    await units.ClearAsync(unit, limit.Token);
                    if (known?.Failures > 0)
                        Log.Recovered(logger, unit.Service, unit.Key, unit.TenantId, known.Failures);
                    break;
                case WorkOutcome.Failed or WorkOutcome.TimedOut:
                    await FailAsync(unit, known, error!, limit.Token);
                    break;
                case WorkOutcome.Quarantined:
                    Log.Crashed(logger, unit.Service, unit.Key, unit.TenantId);
                    break;
                case WorkOutcome.Interrupted:
                    await InterruptAsync(unit, attempt, error!, limit.Token);
                    break;
            }
        }
        catch (Exception exception) when (DatabaseFailures.Of(exception) != DatabaseFailure.None || exception is OperationCanceledException)
        {
            Log.NotRecorded(logger, unit.Service, unit.Key, unit.TenantId, exception.Message);
            if (outcome is WorkOutcome.Failed or WorkOutcome.TimedOut)
                units.Remember(unit, new((known?.Failures ?? 0) + 1, NextTry(known), known?.QuarantinedAt));
        }
    }

    private async Task FailAsync(UnitOfWork unit, UnwellUnit? known, Exception error, CancellationToken cancellationToken)
    {
        var unwell = await units.FailAsync(unit, FailureFormatter.Of(error), NextTry(known), options.Value.MaxFailures, cancellationToken);
        if (unwell.QuarantinedAt is null)
            Log.Failed(logger, unit.Service, unit.Key, unit.TenantId, unwell.Failures, unwell.NextTryAt, error);
        else
            Log.Quarantined(logger, unit.Service, unit.Key, unit.TenantId, unwell.Failures, error);
    }

    private bool IsResting(UnitOfWork unit) => _resting.TryGetValue(unit, out var rest) && rest.Until > time.GetUtcNow();

    private async Task InterruptAsync(UnitOfWork unit, WorkAttempt attempt, Exception error, CancellationToken cancellationToken)
    {
        var times = _resting.GetValueOrDefault(unit).Times + 1;
        _resting[unit] = (times, time.GetUtcNow() + BackOff.After(times, FirstRest, MaxRest));
        if (attempt.HasStarted)
            await units.LeaveAsync(unit, cancellationToken);
        if (DatabaseFailures.Of(error) == DatabaseFailure.Contention)
            Log.Contended(logger, unit.Service, unit.Key, unit.TenantId, error.Message);
    }

    private DateTimeOffset NextTry(UnwellUnit? known) => time.GetUtcNow() + BackOff.After((known?.Failures ?? 0) + 1, FirstPause, MaxPause);

    private async Task FollowAsync(UnitOfWork unit, Task running, params CancellationTokenSource[] sources)
    {
        var began = time.GetTimestamp();
        Log.GoesOn(logger, unit.Service, unit.Key, unit.TenantId);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Release(unit, sources);
        Log.Ended(logger, unit.Service, unit.Key, unit.TenantId, time.GetElapsedTime(began).TotalSeconds);
    }

    private void Release(UnitOfWork unit, params CancellationTokenSource[] sources)
    {
        _running.TryRemove(unit, out _);
        Array.ForEach(sources, source => source.Dispose());
    }

    private static string Words(TimeSpan limit) => limit.TotalMinutes >= 1
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{limit.TotalMinutes:0.#} min")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.#} s");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Service}: {Unit} of store {TenantId} failed ({Failures} in a row), tried again at {NextTryAt}")]
        public static partial void Failed(
            ILogger logger, string service, string unit, Guid tenantId, int failures, DateTimeOffset? nextTryAt, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Service}: {Unit} of store {TenantId} is set aside after {Failures} failures in a row")]
        public static partial void Quarantined(
            ILogger logger, string service, string unit, Guid tenantId, int failures, Exception exception);

        [LoggerMessage(3, LogLevel.Error, "{Service}: {Unit} of store {TenantId} is set aside, since the process ended over it")]
        public static partial void Crashed(ILogger logger, string service, string unit, Guid tenantId);

        [LoggerMessage(4, LogLevel.Information, "{Service}: {Unit} of store {TenantId} is well again after {Failures} failures")]
        public static partial void Recovered(ILogger logger, string service, string unit, Guid tenantId, int failures);

        [LoggerMessage(5, LogLevel.Warning, "{Service}: what came of {Unit} of store {TenantId} could not be recorded: {Reason}")]
        public static partial void NotRecorded(ILogger logger, string service, string unit, Guid tenantId, string reason);

        [LoggerMessage(6, LogLevel.Warning, "{Service}: {Unit} of store {TenantId} met another transaction, tried again soon: {Reason}")]
        public static partial void Contended(ILogger logger, string service, string unit, Guid tenantId, string reason);

        [LoggerMessage(7, LogLevel.Error, "{Service}: {Unit} of store {TenantId} goes on past its limit and is left to itself")]
        public static partial void GoesOn(ILogger logger, string service, string unit, Guid tenantId);

        [LoggerMessage(8, LogLevel.Warning, "{Service}: {Unit} of store {TenantId}, left to itself, has ended after another {Seconds:0} s")]
        public static partial void Ended(ILogger logger, string service, string unit, Guid tenantId, double seconds);
    }
}
