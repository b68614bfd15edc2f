using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Marketing;

/// <summary>
/// What brought the ledger's orders under every model of attribution. An order that the tracker told of as well is credited to its
/// person's visits; one that only a server stated, to the channel that was stated with it.
/// </summary>
public sealed class OrderCredits(PortalDatabase database, DailyResultCache days)
{
    private const int LookbackDays = 30;

    /// <summary>
    /// One row for each channel, source or campaign; those of a model add up to the orders of the range and their revenue.
    /// </summary>
    /// <param name="column">One of <see cref="SpendQueries.Dimensions"/>.</param>
    public async Task<IReadOnlyList<AttributionRow>> FindAsync(
        Guid tenantId, AnalyticsRange range, string column, CancellationToken cancellationToken = default)
    {
        // The ledger knows no bots.
        var found = await days.FindAsync(
            tenantId, DaySubject.Orders, $"spend {column}", range with { IncludeBots = false }, (part, token) =>
                CreditAsync(tenantId, part, column, token), cancellationToken);
        return AttributedOrders.AddUp(found!.Values);
    }

    // Days are those that orders are booked on; placed_at has the index, and a store may have changed its time zone since.
    private async Task<IReadOnlyDictionary<DateOnly, byte[]>?> CreditAsync(
        Guid tenantId, AnalyticsRange range, string column,
        CancellationToken cancellationToken) => await AttributedOrders.CreditAsync(database.StreamAsync(
        tenantId,
        $"""
        select o.placed_on, o.id::text, coalesce(e.occurred_at, o.placed_at), round((o.subtotal - o.discount) * o.exchange_rate, 4),
          {Stated(column)}, s.started_at, s.channel = '{Channels.Direct}', s.{column}
        from orders o
        left join event_orders e on e.tenant_id = $1 and e.order_id = o.external_id and not e.is_bot
        left join sessions s on s.tenant_id = $1 and s.person = e.person and not s.is_bot
          and s.started_at <= e.occurred_at and s.started_at > e.occurred_at - make_interval(days => $6)
        where o.tenant_id = $1 and o.placed_on between $2 and $3 and o.placed_at >= $4 and o.placed_at < $5
          and o.status not in ('draft', 'cancelled')
        order by o.placed_at, o.id, s.started_at, s.visitor
        """,
        [range.From, range.To, range.Start.UtcDateTime.AddDays(-1), range.End.UtcDateTime.AddDays(1), LookbackDays],
        row => new OrderVisit(
            row.GetFieldValue<DateOnly>(0), row.GetString(1), row.GetDateTime(2), row.GetDecimal(3), row.Text(4) ?? "",
            row.IsDBNull(5) ? null : new AttributionTouch(row.GetDateTime(5), row.GetBoolean(6)), row.Text(7) ?? ""),
        cancellationToken));

    /// <summary>What an order o without visits says of itself, beside the tracker's word e.</summary>
    internal static string Stated(string column) => column == TrafficDimensions.Channel ? "coalesce(e.channel, o.channel)" : $"e.{column}";
}
