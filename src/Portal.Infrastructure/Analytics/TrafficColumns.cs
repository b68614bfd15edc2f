using Npgsql;
using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics;

/// <summary>The figures of <c>traffic_rollups</c>, added up.</summary>
internal static class TrafficColumns
{
    public const string Sums = """
        sum(sessions)::bigint as sessions, sum(new_sessions)::bigint as new_sessions, sum(bounces)::bigint as bounces,
        sum(seconds)::bigint as seconds, sum(pageviews)::bigint as pageviews, sum(orders)::bigint as orders, sum(revenue) as revenue,
        sum(refunds)::bigint as refunds, sum(refunded) as refunded
        """;

    public static TrafficFigures Read(NpgsqlDataReader row, int first) => new(
        row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2), row.GetInt64(first + 3), row.GetInt64(first + 4),
        row.GetInt64(first + 5), row.GetDecimal(first + 6), row.GetInt64(first + 7), row.GetDecimal(first + 8));
}
