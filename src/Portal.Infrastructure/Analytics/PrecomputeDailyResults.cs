using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Paths;
using Portal.Domain.Analytics.Retention;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Infrastructure.Analytics.Paths;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>
/// Counts ahead, for a store whose events are too many to be read while somebody waits: what attribution, paths, page
/// speed and the retention of buyers show at first, its goals, and the <see cref="OccurrenceDays"/> that funnels read.
/// </summary>
/// <param name="minEvents">A store's events in the days that are kept; one with fewer reads them quickly enough.</param>
public sealed class PrecomputeDailyResults(
    PortalDatabase database, OccurrenceDays occurrences, AttributionQueries attribution, PathQueries paths, GoalQueries goals,
    SpeedQueries speed, RetentionQueries retention, TimeProvider time, long minEvents = PrecomputeDailyResults.MinEvents)
{
    public const long MinEvents = 500_000;

    /// <summary>Days that are kept, yesterday the last; today changes too often.</summary>
    public const int Days = 100;

    private const int Names = 10;
    private const int MinShare = 50; // of the events, as one in so many

    /// <summary>Keeps what is not kept yet, or has changed since.</summary>
    /// <returns>False for a store that needs none of it.</returns>
    public async Task<bool> RunAsync(Guid tenantId, string timeZone, CancellationToken cancellationToken = default)
    {
        var yesterday = StoreClock.For(timeZone).Day(time.GetUtcNow()).AddDays(-1);
        var range = new AnalyticsRange(new(yesterday.AddDays(1 - Days), yesterday), timeZone);
        var names = await NamesAsync(tenantId, range, cancellationToken);
        var events = names.Sum(name => name.Events);
        if (events < minEvents)
            return false;

        foreach (var (name, _) in names.Take(Names).Where(name => name.Events >= events / MinShare))
        {
            await occurrences.PrecomputeAsync(tenantId, name, range, cancellationToken);
        }

        await attribution.FindAsync(tenantId, range, TrafficDimensions.Channel, AttributionQueries.DefaultLookback, cancellationToken);
        await paths.FindAsync(tenantId, new(null, PathDirection.After), range, cancellationToken);
        await speed.ListAsync(tenantId, range, null, TableQuery.First, cancellationToken);
        await retention.FindAsync(tenantId, range, new(RetentionBasis.Order, RetentionKind.Exact, RetentionPeriod.Week), cancellationToken);
        foreach (var goal in await goals.ListAsync(tenantId, cancellationToken))
        {
            await goals.FiguresAsync(tenantId, goal.Match, goal.ValueProperty, range, cancellationToken);
        }

        return true;
    }

    private Task<List<(string Name, long Events)>> NamesAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken) =>
        database.ListAsync(
        tenantId,
        """
        select name, sum(events)::bigint from event_rollups
        where tenant_id = $1 and not is_bot and hour >= $2 and hour < $3
        group by name order by 2 desc
        """,
        [range.Start, range.End], row => (Name: row.GetString(0), Events: row.GetInt64(1)), cancellationToken);
}
