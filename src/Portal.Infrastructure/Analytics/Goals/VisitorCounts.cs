using Portal.Domain.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Goals;

/// <summary>Different people in a range and on each of its days; days without anybody are missing.</summary>
internal sealed record VisitorCounts(long Total, IReadOnlyDictionary<DateOnly, long> ByDay)
{
    public static async Task<VisitorCounts> LoadAsync(PortalDatabase database, Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        object[] values = [range.From, range.To, range.Bots];
        var total = database.ListAsync(
            tenantId,
            "select count(*) from (select from visitor_days where tenant_id = $1 and day between $2 and $3 and is_bot = any($4) group by person) as people",
            values, row => row.GetInt64(0), cancellationToken);
        var days = database.ListAsync(
            tenantId,
            """
            select day, count(*)
            from (select day from visitor_days where tenant_id = $1 and day between $2 and $3 and is_bot = any($4) group by day, person) as people
            group by day
            """,
            values, row => KeyValuePair.Create(row.GetFieldValue<DateOnly>(0), row.GetInt64(1)), cancellationToken);
        await Task.WhenAll(total, days);
        return new((await total)[0], new Dictionary<DateOnly, long>(await days));
    }
}
