using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>What brought the orders of a range, under every model of attribution.</summary>
public sealed class AttributionQueries(PortalDatabase database, ResultCache answers, DailyResultCache days)
{
    /// <summary>What credit can be told apart by.</summary>
    public static IReadOnlyList<string> Dimensions { get; } = [TrafficDimensions.Channel, TrafficDimensions.Source,
        TrafficDimensions.Campaign];

    /// <summary>How many days before an order a visit may lie, to be chosen from.</summary>
    public static IReadOnlyList<int> Lookbacks { get; } = [7, DefaultLookback, 90];

    /// <summary>The one that nobody chose.</summary>
    public const int DefaultLookback = 30;

    /// <summary>One row for each channel, source or campaign; those of a model add up to the orders and their revenue.</summary>
    public Task<IReadOnlyList<AttributionRow>> FindAsync(
        Guid tenantId, AnalyticsRange range, string dimension, int lookbackDays,
        CancellationToken cancellationToken = default) => answers.GetAsync(
        tenantId, new Question(range, dimension, lookbackDays), token =>
            AskAsync(tenantId, range, dimension, lookbackDays, token), cancellationToken);

    private async Task<IReadOnlyList<AttributionRow>> AskAsync(
        Guid tenantId, AnalyticsRange range, string dimension, int lookbackDays, CancellationToken cancellationToken)
    {
        var column = Dimensions.Contains(dimension) ? dimension : throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null);
        var found = await days.FindAsync(
            tenantId, DaySubject.Orders, string.Create(CultureInfo.InvariantCulture, $"attribution {column} {lookbackDays}"), range,
            (part, token) => CreditAsync(tenantId, part, column, lookbackDays, token), cancellationToken);
        return AttributedOrders.AddUp(found!.Values);
    }

    private async Task<IReadOnlyDictionary<DateOnly, byte[]>?> CreditAsync(
        Guid tenantId, AnalyticsRange range, string column, int lookbackDays,
        CancellationToken cancellationToken) => await AttributedOrders.CreditAsync(database.StreamAsync(
        tenantId,
        $"""
        select o.day, o.order_id, o.occurred_at, o.revenue, s.started_at, s.channel = '{Channels.Direct}', s.{column}
        from event_orders o
        left join sessions s on s.tenant_id = $1 and s.person = o.person and s.is_bot = o.is_bot
          and s.started_at <= o.occurred_at and s.started_at > o.occurred_at - make_interval(days => $5)
        where o.tenant_id = $1 and o.day between $2 and $3 and o.is_bot = any($4)
        order by o.occurred_at, o.order_id, s.started_at, s.visitor
        """,
        [range.From, range.To, range.Bots, lookbackDays],
        row => new OrderVisit(
            row.GetFieldValue<DateOnly>(0), row.GetString(1), row.GetDateTime(2), row.GetDecimal(3), Unknown: "",
            row.IsDBNull(4) ? null : new AttributionTouch(row.GetDateTime(4), row.GetBoolean(5)), row.Text(6) ?? ""),
        cancellationToken));

    private sealed record Question(AnalyticsRange Range, string Dimension, int LookbackDays);
}
