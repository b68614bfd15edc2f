using Portal.Jobs.Operations;
using Quartz;

namespace Portal.Jobs;

/// <summary>A job of the timetable.</summary>
/// <param name="Job">The name of its class, which its runs carry.</param>
/// <param name="Sentence">When it runs and what for.</param>
/// <param name="NextAt">Its next firing; null when it has none.</param>
/// <param name="Last">Its latest run; null when none is recorded.</param>
public sealed record TimetableEntry(string Job, string Sentence, DateTimeOffset? NextAt, JobRun? Last);

/// <summary>The cluster's jobs as the scheduler's tables hold them, whichever node asks.</summary>
public sealed class Timetable(ISchedulerFactory schedulers, JobRunQueries runs)
{
    /// <summary>Every job with its next firing, the soonest first.</summary>
    public async Task<IReadOnlyList<TimetableEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var latest = await runs.LatestAsync(cancellationToken);
        var entries = new List<TimetableEntry>();
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellationToken))
        {
            if (await scheduler.GetJobDetail(key, cancellationToken) is not { } job)
                continue;
            var triggers = await scheduler.GetTriggersOfJob(key, cancellationToken);
            entries.Add(new(key.Name, job.Description ?? "", triggers.Min(trigger => trigger.NextFireTimeUtc),
                latest.GetValueOrDefault(key.Name)));
        }

        return [.. entries.OrderBy(entry => entry.NextAt ?? DateTimeOffset.MaxValue).ThenBy(entry => entry.Job, StringComparer.Ordinal)];
    }

    /// <summary>Lets a job run as soon as a node that runs jobs takes it: at once on this one, within half a minute on another.</summary>
    /// <returns>False when there is no such job.</returns>
    public async Task<bool> RunNowAsync(string job, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var key = new JobKey(job);
        if (await scheduler.GetJobDetail(key, cancellationToken) is null)
            return false;
        await scheduler.TriggerJob(key, cancellationToken: cancellationToken);
        return true;
    }
}
