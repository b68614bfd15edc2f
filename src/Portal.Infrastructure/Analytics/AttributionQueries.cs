using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>What brought the orders of a range, under every model of attribution.</summary>
public sealed class AttributionQueries(PortalDatabase database, AnswerCache answers)
{
    /// <summary>What credit can be told apart by.</summary>
    public static IReadOnlyList<string> Dimensions { get; } = [TrafficDimensions.Channel, TrafficDimensions.Source, TrafficDimensions.Campaign];

    /// <summary>How many days before an order a visit may lie, to be chosen from.</summary>
    public static IReadOnlyList<int> Lookbacks { get; } = [7, 30, 90];

    /// <summary>One row for each channel, source or campaign; those of a model add up to the orders and their revenue.</summary>
    public Task<IReadOnlyList<AttributionRow>> FindAsync(
        Guid tenantId, AnalyticsRange range, string dimension, int lookbackDays, CancellationToken cancellationToken = default) => answers.GetAsync(
        tenantId, new Question(range, dimension, lookbackDays), token => AskAsync(tenantId, range, dimension, lookbackDays, token), cancellationToken);

    private async Task<IReadOnlyList<AttributionRow>> AskAsync(
        Guid tenantId, AnalyticsRange range, string dimension, int lookbackDays, CancellationToken cancellationToken)
    {
        var column = Dimensions.Contains(dimension) ? dimension : throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null);
        var visits = database.StreamAsync(
            tenantId,
            $"""
            select o.order_id, o.occurred_at, o.revenue, s.started_at, s.channel = '{Channels.Direct}', s.{column}
            from event_orders o
            left join sessions s on s.tenant_id = $1 and s.person = o.person and s.is_bot = o.is_bot
              and s.started_at <= o.occurred_at and s.started_at > o.occurred_at - make_interval(days => $5)
            where o.tenant_id = $1 and o.day between $2 and $3 and o.is_bot = any($4)
            order by o.occurred_at, o.order_id, s.started_at, s.visitor
            """,
            [range.From, range.To, range.Bots, lookbackDays],
            row => new Visit(
                row.GetString(0), row.GetDateTime(1), row.GetDecimal(2),
                row.IsDBNull(3) ? null : new AttributionTouch(row.GetDateTime(3), row.GetBoolean(4)), row.Text(5) ?? ""),
            cancellationToken);
        var table = new AttributionTable();
        var path = new List<Visit>();
        await foreach (var visit in visits)
        {
            if (path.Count > 0 && path[0].OrderId != visit.OrderId)
            {
                Credit(table, path);
                path.Clear();
            }

            path.Add(visit);
        }

        if (path.Count > 0)
        {
            Credit(table, path);
        }

        return table.Rows();
    }

    private static void Credit(AttributionTable table, List<Visit> path)
    {
        var known = path.Where(visit => visit.Touch is not null).ToList();
        table.Add(path[0].OrderedAt, path[0].Revenue, [.. known.Select(visit => visit.Touch!.Value)], [.. known.Select(visit => visit.Way)], unknown: "");
    }

    private sealed record Question(AnalyticsRange Range, string Dimension, int LookbackDays);

    private readonly record struct Visit(string OrderId, DateTime OrderedAt, decimal Revenue, AttributionTouch? Touch, string Way);
}
