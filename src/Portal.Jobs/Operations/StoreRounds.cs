using System.Globalization;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Jobs.Operations;

/// <summary>What a job has to do for a store.</summary>
/// <param name="Key">What tells it from others of the store, such as the id of a request; empty for the store as a whole.</param>
public sealed record StoreTurn(Guid TenantId, Func<CancellationToken, Task> Work, string Key = "");

/// <summary>What came of a job's round over stores or requests.</summary>
/// <param name="Waiting">Those that were not tried: they failed a short while ago, or still run.</param>
/// <param name="SetAside">Those that were not tried until a person retries them.</param>
public sealed record StoreRound(int Done, int Failed, int Waiting, int SetAside)
{
    /// <summary>Those that had no turn, for the job's record: ", 1 waiting, 2 set aside"; empty when every one had its turn.</summary>
    public string Skipped => Words(Waiting, "waiting") + Words(SetAside, "set aside");

    /// <summary>The same with those that failed before it, for a record that says nothing of them otherwise.</summary>
    public string Troubled => Words(Failed, "stores failed") + Skipped;

    private static string Words(int count, string what) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count} {what}");
}

/// <summary>
/// Gives every store its turn in a job: one that fails, or takes too long, stops nobody else, waits longer each time, and is set aside
/// after a number of failures in a row.
/// </summary>
public sealed class StoreRounds(WorkRunner runner)
{
    /// <summary>Goes over some units once.</summary>
    /// <param name="units">Who has something to be done, with what there is to do.</param>
    /// <param name="limit">How long one of them may take.</param>
    /// <param name="isHeavy">
    /// True writes down when a unit begins, so that one that ends the process is known by it. A job runs on one node at a time, so that a
    /// beginning without an end is a process that ended.
    /// </param>
    /// <exception cref="InvalidOperationException">All that were tried have failed, so it is the job that fails.</exception>
    public async Task<StoreRound> RunAsync<TJob>(
        IEnumerable<StoreTurn> units, TimeSpan limit, CancellationToken cancellationToken, bool isHeavy = false)
    {
        var job = typeof(TJob).Name;
        runner.Refresh(job);
        var results = new List<WorkResult>();
        foreach (var (tenantId, work, key) in units)
        {
            results.Add(await runner.RunAsync(
                new(job, tenantId, key), limit,
                async (attempt, token) =>
                {
                    if (!isHeavy || await attempt.StartAsync(token))
                        await work(token);
                },
                cancellationToken));
        }

        int Count(params WorkOutcome[] outcomes) => results.Count(result => outcomes.Contains(result.Outcome));
        var round = new StoreRound(
            Count(WorkOutcome.Done), Count(WorkOutcome.Failed, WorkOutcome.TimedOut), Count(WorkOutcome.Waiting, WorkOutcome.Interrupted),
            Count(WorkOutcome.Quarantined));
        return round is { Failed: > 0, Done: 0 } && results.FindLast(result => result.IsFailure).Error is { } last
            ? throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"All {round.Failed} that were tried failed, the last with: {last.Message}"),
                last)
            : round;
    }
}
