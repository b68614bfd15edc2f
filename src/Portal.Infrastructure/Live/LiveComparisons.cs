using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Live.Counting;

namespace Portal.Infrastructure.Live;

/// <summary>Reads what a board's figures are held against.</summary>
internal sealed class LiveComparisons(PortalDatabase database)
{
    // Each order once, by its first message, as the board counts them.
    private const string Usual = """
        select (extract(epoch from occurred_at - $3) * 1000000)::bigint, revenue
        from (
          select distinct on (order_id) occurred_at, is_bot, coalesce(revenue, 0) as revenue
          from events
          where tenant_id = $1 and name = 'order_completed' and order_id is not null and (currency is null or upper(currency) = $5)
            and occurred_at >= $2 and occurred_at < $4 and (event_day between $6 and $7 or event_day = '1970-01-01')
            and batch_id not in (select b.batch_id from event_batches b where b.tenant_id = $1 and b.held)
          order by order_id, occurred_at
        ) as orders
        where occurred_at >= $3 and not is_bot
        order by 1
        """;

    private const string Active = """
        select count(distinct visitor)::int from events
        where tenant_id = $1 and received_at > $2 and received_at <= $3 and least(occurred_at, received_at) > $2
          and (event_day between $4 and $5 or event_day = '1970-01-01') and not is_bot and name <> 'web_vitals'
          and batch_id not in (select b.batch_id from event_batches b where b.tenant_id = $1 and b.held)
        """;

    private static readonly TimeSpan ActiveFor = TimeSpan.FromMinutes(5);

    /// <summary>Brings a comparison up to now; the day of last week is read once.</summary>
    public async Task<LiveComparison> UpdateAsync(
        LiveBoard board, LiveComparison known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = board.DayOf(now);
        var yesterday = await ActiveAsync(board.TenantId, now.AddDays(-1), cancellationToken);
        return known.Day == day.Date
            ? known with { ActiveYesterday = yesterday }
            : new(day.Date, await UsualAsync(board, board.DayOf(Micros.Instant(day.Start).AddDays(-7).AddHours(12)), cancellationToken),
                yesterday);
    }

    private async Task<IReadOnlyList<(long, decimal)>> UsualAsync(LiveBoard board, LiveDay day, CancellationToken cancellationToken)
    {
        var (before, start, end) = (Micros.Instant(day.Before), Micros.Instant(day.Start), Micros.Instant(day.End));
        var sum = 0m;
        return await database.ListAsync(
            board.TenantId, Usual,
            [before, start, end, board.Currency, Day(before).AddDays(-1), Day(end).AddDays(1)],
            row => (row.GetInt64(0), sum += row.GetDecimal(1)), cancellationToken);
    }

    private async Task<int> ActiveAsync(Guid tenantId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var counts = await database.ListAsync(
            tenantId, Active, [at - ActiveFor, at, Day(at).AddDays(-2), Day(at).AddDays(2)], row => row.GetInt32(0), cancellationToken);
        return counts[0];
    }

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
