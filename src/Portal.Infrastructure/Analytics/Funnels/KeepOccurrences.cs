using Portal.Domain.Analytics;
using Portal.Domain.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>Keeps the <see cref="OccurrenceDays"/> of a store whose events are too many to be read for each funnel.</summary>
/// <param name="fewest">A store's events in the days that are kept; one with fewer reads them quickly enough.</param>
public sealed class KeepOccurrences(PortalDatabase database, OccurrenceDays occurrences, TimeProvider time, long fewest = KeepOccurrences.Fewest)
{
    public const long Fewest = 500_000;

    /// <summary>Days that are kept, yesterday the last; today changes too often.</summary>
    public const int Days = 100;

    private const int Names = 10;
    private const int LeastShare = 50; // of the events, as one in so many

    /// <summary>Keeps what is not kept yet, or has changed since, of the store's most frequent events.</summary>
    /// <returns>How many days were read, each name's by itself.</returns>
    public async Task<int> RunAsync(Guid tenantId, string timeZone, CancellationToken cancellationToken = default)
    {
        var yesterday = StoreClock.For(timeZone).Day(time.GetUtcNow()).AddDays(-1);
        var range = new AnalyticsRange(new(yesterday.AddDays(1 - Days), yesterday), timeZone);
        var names = await database.ListAsync(
            tenantId,
            """
            select name, sum(events)::bigint from event_rollups
            where tenant_id = $1 and not is_bot and hour >= $2 and hour < $3
            group by name order by 2 desc
            """,
            [range.Start, range.End], row => (Name: row.GetString(0), Events: row.GetInt64(1)), cancellationToken);
        var events = names.Sum(name => name.Events);
        if (events < fewest)
            return 0;

        var days = 0;
        foreach (var (name, _) in names.Take(Names).Where(name => name.Events >= events / LeastShare))
        {
            days += await occurrences.KeepAsync(tenantId, name, range, cancellationToken);
        }

        return days;
    }
}
