using Portal.Domain.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Matching;

/// <summary>The events that a store has had, to choose from.</summary>
public sealed class KnownEvents(PortalDatabase database, ResultCache answers)
{
    private const int Max = 200;

    /// <summary>Names of events in a range, the most frequent first.</summary>
    public Task<IReadOnlyList<string>> NamesAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken = default) =>
        answers.GetAsync(
        tenantId,
        new NamesQuestion(range),
        async token => (IReadOnlyList<string>)await database.ListAsync(
            tenantId,
            "select name from event_rollups where tenant_id = $1 and hour >= $2 and hour < $3 and is_bot = any($4) group by name order "
                + "by sum(events) desc, name limit $5",
            [range.Start, range.End, range.Bots, Max], row => row.GetString(0), token),
        cancellationToken);

    /// <summary>Paths of pages that were seen in a range, the most viewed first.</summary>
    public Task<IReadOnlyList<string>> PathsAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken = default) =>
        answers.GetAsync(
        tenantId,
        new PathsQuestion(range),
        async token => (IReadOnlyList<string>)await database.ListAsync(
            tenantId,
            "select path from page_rollups where tenant_id = $1 and day between $2 and $3 and is_bot = any($4) group by path order by "
                + "sum(views) desc, path limit $5",
            [range.From, range.To, range.Bots, Max], row => row.GetString(0), token),
        cancellationToken);

    private sealed record NamesQuestion(AnalyticsRange Range);

    private sealed record PathsQuestion(AnalyticsRange Range);
}
