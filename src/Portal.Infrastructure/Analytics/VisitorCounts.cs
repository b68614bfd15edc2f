using Portal.Domain.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>Different people in a range and on each of its days; days without anybody are missing.</summary>
internal sealed record VisitorCounts(long Total, IReadOnlyDictionary<DateOnly, long> ByDay)
{
    public static async Task<VisitorCounts> LoadAsync(
        PortalDatabase database, Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        // Whoever came in the range came once for the first time in it: on a day before which she was last there before the range.
        var days = await database.ListAsync(
            tenantId,
            $"""
            select day, sum(persons)::bigint, coalesce(sum(persons) filter (where since < $2), 0)::bigint
            from presence_rollups
            where tenant_id = $1 and kind = '{Presence.Return}' and with_bots = $4 and day between $2 and $3
            group by day
            """,
            [range.From, range.To, range.IncludeBots],
            row => (Day: row.GetFieldValue<DateOnly>(0), Visitors: row.GetInt64(1), First: row.GetInt64(2)), cancellationToken);
        return new(days.Sum(day => day.First), days.ToDictionary(day => day.Day, day => day.Visitors));
    }
}
