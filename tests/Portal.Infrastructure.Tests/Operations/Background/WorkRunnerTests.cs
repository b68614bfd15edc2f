using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Operations.Background;

/// <summary>
/// Units of work that fail alone, wait, are set aside and are retried. A runner of its own stands for a node, or for one that was
/// restarted.
/// </summary>
public sealed class WorkRunnerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly MovableClock _clock = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_FailsAgainAndAgain_WaitsLongerIsSetAsideAndIsRetriedByAPerson()
    {
        var unit = await UnitAsync();
        var (runner, attempts) = (Runner(), 0);
        var pauses = new List<TimeSpan>();

        for (var failure = 1; failure <= 5; failure++)
        {
            Assert.Equal(WorkOutcome.Failed, (await runner.RunAsync(unit, Limit, _ => Fail(ref attempts), Cancelled)).Outcome);
            Assert.Equal(failure == 5 ? WorkOutcome.Quarantined : WorkOutcome.Waiting,
                (await runner.RunAsync(unit, Limit, _ => Fail(ref attempts), Cancelled)).Outcome);
            var next = await postgres.Database.ScalarAsync<DateTime>("select next_try_at from work_units where tenant_id = $1",
                unit.TenantId);
            pauses.Add(next - _clock.GetUtcNow().UtcDateTime);
            _clock.Advance(pauses[^1] + TimeSpan.FromSeconds(1));
        }

        Assert.Equal(5, attempts);
        Assert.True(pauses[0] < pauses[1] && pauses[1] < pauses[2] && pauses[2] < pauses[3], string.Join(", ", pauses));
        _clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(WorkOutcome.Quarantined, (await Runner().RunAsync(unit, Limit, _ => Fail(ref attempts), Cancelled)).Outcome);
        var listed = Assert.Single((await new WorkUnitQueries(postgres.Database).ListAsync(100, Cancelled)).Units,
            unwell => unwell.Unit == unit);
        Assert.True(listed is { Failures: 5, IsQuarantined: true, LastError: "poison", Store.Length: > 0 }, $"{listed}");

        Assert.True(await new RetryWorkUnit(new(postgres.Database, _clock)).RunAsync(unit, Cancelled));

        Assert.Equal(WorkOutcome.Done, (await Runner().RunAsync(unit, Limit, _ => Task.CompletedTask, Cancelled)).Outcome);
        Assert.Equal(0, await RowsAsync(unit));
        Assert.False(await new RetryWorkUnit(new(postgres.Database, _clock)).RunAsync(unit, Cancelled));
    }

    [Fact]
    public async Task Run_FailsOnOtherNodesAndAfterRestarts_IsCountedTogether()
    {
        var (unit, attempts) = (await UnitAsync(), 0);

        for (var node = 0; node < 3; node++)
        {
            await Runner().RunAsync(unit, Limit, _ => Fail(ref attempts), Cancelled);
            _clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(3, await postgres.Database.ScalarAsync<int>("select failures from work_units where tenant_id = $1", unit.TenantId));
    }

    [Fact]
    public async Task Run_GoesWellAfterFailures_StartsCountingAnewAndOtherTenantIsUntouched()
    {
        var (unit, other, attempts) = (await UnitAsync(), await UnitAsync(), 0);
        var runner = Runner();
        await runner.RunAsync(unit, Limit, _ => Fail(ref attempts), Cancelled);
        await runner.RunAsync(other, Limit, _ => Fail(ref attempts), Cancelled);
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(WorkOutcome.Done, (await runner.RunAsync(unit, Limit, _ => Task.CompletedTask, Cancelled)).Outcome);

        Assert.Equal(0, await RowsAsync(unit));
        Assert.Equal(1, await RowsAsync(other));
        await using var connection = await postgres.Database.OpenForTenantAsync(unit.TenantId, Cancelled);
        await using var see = new NpgsqlCommand("select count(*) from work_units", connection);
        Assert.Equal(0L, await see.ExecuteScalarAsync(Cancelled));
    }

    [Fact]
    public async Task Run_GoesWell_WritesNothing()
    {
        var unit = await UnitAsync();

        Assert.Equal(WorkOutcome.Done, (await Runner().RunAsync(unit, Limit, _ => Task.CompletedTask, Cancelled)).Outcome);

        Assert.Equal(0, await RowsAsync(unit));
    }

    [Fact]
    public async Task Run_PastItsLimit_IsAFailureAndLeftToItselfWhenItGoesOn()
    {
        var (obedient, deaf) = (await UnitAsync(), await UnitAsync());
        var release = new TaskCompletionSource();
        var runner = Runner(grace: TimeSpan.FromMilliseconds(200));

        var ended = await runner.RunAsync(obedient, TimeSpan.FromMilliseconds(100), token => Task.Delay(Timeout.InfiniteTimeSpan, token),
            Cancelled);
        var left = await runner.RunAsync(deaf, TimeSpan.FromMilliseconds(100), _ => release.Task, Cancelled);
        _clock.Advance(TimeSpan.FromHours(2));
        var again = await runner.RunAsync(deaf, Limit, _ => Task.CompletedTask, Cancelled);
        release.SetResult();
        await UntilAsync(async () => (await runner.RunAsync(deaf, Limit, _ => Task.CompletedTask, Cancelled)).Outcome == WorkOutcome.Done);

        Assert.Equal((WorkOutcome.TimedOut, WorkOutcome.TimedOut, WorkOutcome.Waiting), (ended.Outcome, left.Outcome, again.Outcome));
        Assert.Equal("It took longer than its limit of 0.1 s.", ended.Error!.Message);
        Assert.Equal(1, await postgres.Database.ScalarAsync<int>("select failures from work_units where tenant_id = $1",
            obedient.TenantId));
    }

    [Fact]
    public async Task Run_BlocksItsThread_LeavesTheOthersTheirTurns()
    {
        var (blocking, other) = (await UnitAsync(), await UnitAsync());
        using var release = new ManualResetEventSlim();
        var runner = Runner(grace: TimeSpan.FromMilliseconds(100));

        var left = await runner.RunAsync(blocking, TimeSpan.FromMilliseconds(100),
            token => { release.Wait(CancellationToken.None); return Task.CompletedTask; }, Cancelled);
        var next = await runner.RunAsync(other, Limit, _ => Task.CompletedTask, Cancelled);
        release.Set();

        Assert.Equal((WorkOutcome.TimedOut, WorkOutcome.Done), (left.Outcome, next.Outcome));
    }

    [Fact]
    public async Task Run_DatabaseIsAway_IsNoFaultOfTheUnit()
    {
        var unit = await UnitAsync();

        await Assert.ThrowsAsync<NpgsqlException>(() => Runner()
            .RunAsync(unit, Limit, _ => throw new NpgsqlException("gone", new IOException()), Cancelled));
        await Assert.ThrowsAsync<PostgresException>(() => Runner()
            .RunAsync(unit, Limit, _ => throw Failure(PostgresErrorCodes.AdminShutdown), Cancelled));
        await Assert.ThrowsAsync<PostgresException>(() => Runner()
            .RunAsync(unit, Limit, _ => throw Failure(PostgresErrorCodes.DiskFull), Cancelled));

        Assert.Equal(0, await RowsAsync(unit));
    }

    // A unit whose statement ends its server process takes the database away for a moment, each time.
    [Fact]
    public async Task Run_UnitThatTakesTheDatabaseAway_LetsOthersGoFirst()
    {
        var (unit, other) = (await UnitAsync(), await UnitAsync());
        var runner = Runner();

        await Assert.ThrowsAsync<NpgsqlException>(() =>
            runner.RunAsync(unit, Limit, _ => throw new NpgsqlException("gone", new IOException()), Cancelled));
        var again = await runner.RunAsync(unit, Limit, _ => throw new NpgsqlException("gone", new IOException()), Cancelled);
        var next = await runner.RunAsync(other, Limit, _ => Task.CompletedTask, Cancelled);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var later = await runner.RunAsync(unit, Limit, _ => Task.CompletedTask, Cancelled);

        Assert.Equal((WorkOutcome.Waiting, WorkOutcome.Done, WorkOutcome.Done), (again.Outcome, next.Outcome, later.Outcome));
    }

    [Fact]
    public async Task Run_DeadlockOrStop_IsNoFaultOfTheUnit()
    {
        var unit = await UnitAsync();
        using var stop = new CancellationTokenSource();

        Assert.Equal(WorkOutcome.Interrupted,
            (await Runner().RunAsync(unit, Limit, _ => throw Failure(PostgresErrorCodes.DeadlockDetected), Cancelled)).Outcome);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner().RunAsync(
            unit, Limit,
            async (attempt, token) =>
            {
                await attempt.StartAsync(token);
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
            stop.Token));

        Assert.Equal(0, await RowsAsync(unit));
    }

    // The database answers, so it was the unit's own command that took too long.
    [Fact]
    public async Task Run_CommandWithoutAnswerWhileTheDatabaseAnswers_IsAFailure()
    {
        var unit = await UnitAsync();

        var result = await Runner().RunAsync(unit, Limit, async token =>
        {
            await using var command = postgres.Database.App.CreateCommand("select pg_sleep(30)");
            command.CommandTimeout = 1;
            await command.ExecuteNonQueryAsync(token);
        }, Cancelled);

        Assert.Equal(WorkOutcome.Failed, result.Outcome);
        Assert.Equal(1, await RowsAsync(unit));
    }

    [Fact]
    public async Task Start_ProcessEndedOverItAgainAndAgain_IsSetAsideWithoutBeingTried()
    {
        var (unit, begun) = (await UnitAsync(), 0);

        // A process that ends leaves the beginning behind and nothing else.
        for (var crash = 0; crash < 3; crash++)
        {
            var attempt = new WorkAttempt(new(postgres.Database, _clock), unit, maxCrashes: 3);
            Assert.True(await attempt.StartAsync(Cancelled));
        }

        var result = await Runner()
            .RunAsync(unit, Limit, async (attempt, token) => begun += await attempt.StartAsync(token) ? 1 : 0, Cancelled);

        Assert.Equal((WorkOutcome.Quarantined, 0), (result.Outcome, begun));
        Assert.Equal("The portal stopped while it was working on this.",
            await postgres.Database.ScalarAsync<string>("select last_error from work_units where tenant_id = $1", unit.TenantId));
        await new RetryWorkUnit(new(postgres.Database, _clock)).RunAsync(unit, Cancelled);
        await Runner().RunAsync(unit, Limit, async (attempt, token) => begun += await attempt.StartAsync(token) ? 1 : 0, Cancelled);
        Assert.Equal((1, 0), (begun, await RowsAsync(unit)));
    }

    [Fact]
    public async Task Start_ProcessEndedOnceAndThenItWentWell_IsForgiven()
    {
        var unit = await UnitAsync();
        await new WorkAttempt(new(postgres.Database, _clock), unit, maxCrashes: 3).StartAsync(Cancelled);

        await Runner().RunAsync(unit, Limit, (attempt, token) => attempt.StartAsync(token), Cancelled);

        Assert.Equal(0, await RowsAsync(unit));
    }

    [Fact]
    public async Task Prune_FailuresThatNothingCameOf_AreForgottenAndWhatIsSetAsideStays()
    {
        var (old, aside, young) = (await UnitAsync(), await UnitAsync(), await UnitAsync());
        var attempts = 0;
        await Runner().RunAsync(old, Limit, _ => Fail(ref attempts), Cancelled);
        await Runner(new() { MaxFailures = 1 }).RunAsync(aside, Limit, _ => Fail(ref attempts), Cancelled);
        await new WorkAttempt(new(postgres.Database, _clock), young, maxCrashes: 3).StartAsync(Cancelled);
        await postgres.Database.ExecuteAsync(
            "update work_units set last_failed_at = now() - interval '40 days' where tenant_id = any ($1)",
                new[] { old.TenantId, aside.TenantId });

        await postgres.Database.ScalarAsync<long>("select prune_work_units(now() - interval '30 days')");

        Assert.Equal((0, 1, 1), (await RowsAsync(old), await RowsAsync(aside), await RowsAsync(young)));
    }

    [Fact]
    public async Task Run_Outcomes_AreMeasuredByServiceAndNeverByTenant()
    {
        var measured = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            { if (instrument.Meter.Name == BackgroundMetrics.MeterName) all.EnableMeasurementEvents(instrument); }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Words(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            measured.Enqueue((instrument.Name, value, Words(tags))));
        listener.Start();
        var (unit, attempts) = (await UnitAsync("MeasuredService"), 0);

        await Runner().RunAsync(unit, Limit, _ => Fail(ref attempts), Cancelled);

        var mine = measured.Where(entry => entry.Tags.Contains("MeasuredService", StringComparison.Ordinal)).ToList();
        Assert.Contains(("portal.background.runs", 1, "service=MeasuredService outcome=failed"), mine);
        Assert.Contains(("portal.background.failures", 1, "service=MeasuredService"), mine);
        Assert.Contains(mine, entry => entry.Name == "portal.background.duration");
        Assert.DoesNotContain(measured, entry => entry.Tags.Contains(unit.TenantId.ToString(), StringComparison.Ordinal));
    }

    private static string Words(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    private static Task Fail(ref int attempts)
    {
        attempts++;
        return Task.FromException(new InvalidOperationException("poison"));
    }

    private static PostgresException Failure(string state) => new("as the server says it", "FATAL", "FATAL", state);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 100, "It did not come to it.");
            await Task.Delay(50, Cancelled);
        }
    }

    private async Task<UnitOfWork> UnitAsync(string service = "TestService") =>
        new(service, (await TestStore.CreateAsync(postgres.Database)).TenantId, "a unit");

    private async Task<long> RowsAsync(UnitOfWork unit) =>
        await postgres.Database.ScalarAsync<long>("select count(*) from work_units where tenant_id = $1", unit.TenantId);

    private WorkRunner Runner(BackgroundOptions? options = null, TimeSpan? grace = null) => new(
        new(postgres.Database, _clock), new(), postgres.Database, Options.Create(options ?? new()), _clock, NullLogger<WorkRunner>.Instance)
    {
        Grace = grace ?? TimeSpan.FromSeconds(30),
    };
}
