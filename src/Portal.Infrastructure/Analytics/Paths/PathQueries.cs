using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Paths;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Paths;

/// <summary>
/// Follows sessions of a range through pages and events. Every session counts, none is estimated. A day's sessions are followed again when
/// they have changed.
/// </summary>
/// <param name="maxRows">Events and ends of sessions that are followed at once; each takes up to 48 bytes meanwhile.</param>
public sealed class PathQueries(
    PortalDatabase database, ResultCache answers, DailyResultCache days, TimeProvider time, long maxRows = PathQueries.MaxRows)
    : IDisposable
{
    public const long MaxRows = 15_000_000;

    /// <summary>How long an answer does although newer events have come.</summary>
    internal static readonly TimeSpan Keep = TimeSpan.FromMinutes(1);

    private const int AtOnce = 2;
    private const int Threads = 2;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    public Task<PathAnswer> FindAsync(
        Guid tenantId, PathQuestion question, AnalyticsRange range, CancellationToken cancellationToken = default) =>
        answers.GetAsync(tenantId, new Question(question, range), Keep, token => AskAsync(tenantId, question, range, token),
            cancellationToken);

    public void Dispose() => _turns.Dispose();

    private async Task<PathAnswer> AskAsync(Guid tenantId, PathQuestion question, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var anchor = question.Anchor is null ? (long?)null
            : await NodeNumbers.FindAsync(database, tenantId, question.Anchor, cancellationToken);
        var found = await days.FindAsync(
            tenantId, DaySubject.Sessions, string.Create(CultureInfo.InvariantCulture,
                $"paths {question.Steps} {question.Direction} {question.Anchor?.IsPage} {anchor}"), range,
            (part, token) => CountAsync(tenantId, question, anchor, part, token), cancellationToken);
        if (found is null)
        {
            return new PathAnswer.TooMany(maxRows);
        }

        var counted = new PathCounter(anchor, question.Direction);
        foreach (var day in found.Values)
        {
            PathBytes.AddTo(counted, day);
        }

        var events = await EventsAsync(tenantId, question, anchor, range, cancellationToken);
        return new PathAnswer.Counted(await NameAsync(tenantId, range, PathFlow.Of(counted, anchor), events, cancellationToken), at);
    }

    private async Task<IReadOnlyDictionary<long, string>> EventsAsync(
        Guid tenantId, PathQuestion question, long? anchor, AnalyticsRange range, CancellationToken cancellationToken) =>
        question.Steps != PathSteps.Pages ? await NodeNumbers.EventsAsync(database, tenantId, range, cancellationToken)
            : question.Anchor is { IsPage: false } only ? new Dictionary<long, string> { [anchor!.Value] = only.Name }
            : new Dictionary<long, string>();

    // Null when there are more rows than are followed at once.
    private async Task<IReadOnlyDictionary<DateOnly, byte[]>?> CountAsync(
        Guid tenantId, PathQuestion question, long? anchor, AnalyticsRange range, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        List<KeyBuckets<TrailEvent>> parts = [new(), new(), new()];
        try
        {
            var events = await EventsAsync(tenantId, question, anchor, range, cancellationToken);
            var rows = new BoundedReader(database, tenantId, maxRows);
            await new TrailReader(database, tenantId, rows, question, range, events).ReadAsync(parts, cancellationToken);
            if (rows.IsOver)
            {
                return null;
            }

            var counted = Count(parts, range, anchor, question.Direction, cancellationToken);
            return counted.Days.Select((day, index) => (Day: range.From.AddDays(index), Counted: day))
                .Where(day => day.Counted.Sessions > 0)
                .ToDictionary(day => day.Day, day => PathBytes.Write(day.Counted));
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
            _turns.Release();
        }
    }

    private static PathDays Count(
        List<KeyBuckets<TrailEvent>> parts, AnalyticsRange range, long? anchor, PathDirection direction,
        CancellationToken cancellationToken)
    {
        var starts = range.Days.Each().Select(day => Microseconds((range with { Days = new(day, day) }).Start)).ToList();
        var counters = Enumerable.Range(0, Threads).Select(_ => new PathDays(starts, Microseconds(range.End), anchor, direction)).ToArray();
        parts.Visit(Threads, (thread, events) => counters[thread].Add(events), cancellationToken);
        foreach (var others in counters.Skip(1))
        {
            counters[0].Add(others);
        }

        return counters[0];
    }

    private static long Microseconds(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private async Task<PathReport> NameAsync(
        Guid tenantId, AnalyticsRange range, PathFlow flow, IReadOnlyDictionary<long, string> events, CancellationToken cancellationToken)
    {
        long[] numbers = [.. flow.Levels.SelectMany(level => level).Select(step => step.Node).OfType<long>().Distinct()
            .Where(number => !events.ContainsKey(number))];
        var pages = await NodeNumbers.PagesAsync(database, tenantId, range, numbers, cancellationToken);
        PathNode? Node(long? number) => number is not { } known ? null
            : events.TryGetValue(known, out var name) ? new(false, name)
            : new(true, pages.GetValueOrDefault(known, ""));
        return new(flow.Sessions, [.. flow.Levels.Select(level => level.Select(step => new PathPlace(step.Kind, Node(step.Node),
            step.Sessions)).ToList())], flow.Links);
    }

    private sealed record Question(PathQuestion Asked, AnalyticsRange Range);
}
