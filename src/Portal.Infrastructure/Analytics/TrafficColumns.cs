using Npgsql;
using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics;

/// <summary>The figures of <c>traffic_rollups</c>, added up.</summary>
internal static class TrafficColumns
{
    public const string Sums = """
        sum(sessions)::bigint as sessions, sum(new_sessions)::bigint as new_sessions, sum(bounces)::bigint as bounces,
        sum(seconds)::bigint as seconds, sum(pageviews)::bigint as pageviews, sum(ordering)::bigint as ordering,
        sum(orders)::bigint as orders, sum(revenue) as revenue, sum(refunds)::bigint as refunds, sum(refunded) as refunded
        """;

    /// <summary>How many columns they are.</summary>
    public const int Count = 10;

    /// <summary>What a list of traffic can be ordered by, over a subquery with <see cref="Sums"/> and a value.</summary>
    public static readonly IReadOnlyDictionary<string, string> Orders = new Dictionary<string, string>
    {
        ["value"] = "value",
        ["sessions"] = "sessions",
        ["new"] = "new_sessions::numeric / nullif(sessions, 0)",
        ["bounces"] = "bounces::numeric / nullif(sessions, 0)",
        ["duration"] = "seconds::numeric / nullif(sessions, 0)",
        ["views"] = "pageviews",
        ["ordering"] = "ordering::numeric / nullif(sessions, 0)",
        ["conversion"] = "orders::numeric / nullif(sessions, 0)",
        ["orders"] = "orders",
        ["revenue"] = "revenue",
    };

    public static TrafficFigures Read(NpgsqlDataReader row, int first) => new(
        row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2), row.GetInt64(first + 3), row.GetInt64(first + 4),
        row.GetInt64(first + 5), row.GetInt64(first + 6), row.GetDecimal(first + 7), row.GetInt64(first + 8), row.GetDecimal(first + 9));
}
