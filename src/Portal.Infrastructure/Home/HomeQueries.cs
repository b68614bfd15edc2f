using Portal.Domain.Events;
using Portal.Domain.Home;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Home;

/// <summary>What the home page shows, from the read models: people's orders and sessions by the same rules as everywhere.</summary>
public sealed class HomeQueries(PortalDatabase database)
{
    private const string Hours = """
        select bucket, revenue, orders, sessions, refunded from traffic_rollups
        where tenant_id = $1 and grain = 'hour' and dimension = 'all' and is_bot = false and bucket >= $2 and bucket < $3
        """;

    // Rollups end with the hour: within the last one the rows themselves are counted, and refunds are events alone.
    private const string UpTo = $"""
        select (select coalesce(sum(revenue), 0) from event_orders where tenant_id = $1 and day = $2 and is_bot = false
          and occurred_at < $4),
               (select count(*)::integer from event_orders where tenant_id = $1 and day = $2 and is_bot = false and occurred_at < $4),
               (select count(*)::integer from sessions where tenant_id = $1 and day = $2 and is_bot = false and started_at < $4),
               (select coalesce(sum(refunded), 0) from traffic_rollups
                where tenant_id = $1 and grain = 'hour' and dimension = 'all' and is_bot = false and bucket >= $3 and bucket < $5)
               + (select coalesce(sum(revenue), 0) from events e
                  where tenant_id = $1 and name = '{EventName.OrderRefunded}' and occurred_at >= $5 and occurred_at < $4 and not is_bot
                    and (event_day between $2 - 2 and $2 + 2 or event_day = '1970-01-01') and (currency is null or upper(currency) = $6)
                    and not exists (select from event_batches b where b.tenant_id = $1 and b.batch_id = e.batch_id and b.held))
        """;

    private const string Products = """
        select line ->> 'ProductId', coalesce(p.name, line ->> 'ProductId'), sum((line ->> 'Quantity')::numeric),
               sum((line ->> 'Quantity')::numeric * (line ->> 'Price')::numeric)
        from event_orders o
        cross join jsonb_array_elements(o.lines) as line
        left join event_products p on p.tenant_id = $1 and p.product_id = line ->> 'ProductId'
        where o.tenant_id = $1 and o.day = $2 and o.is_bot = false and o.occurred_at < $3
        group by 1, 2 order by 4 desc, coalesce(p.name, line ->> 'ProductId') collate "C"
        """;

    /// <summary>One of the store's days, by hour and up to the time of day that <paramref name="now"/> is.</summary>
    public async Task<DayFigures> DayAsync(CurrentStore store, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var clock = StoreClock.For(store.TimeZone);
        var (start, end, upTo) = (clock.StartOf(day), clock.StartOf(day.AddDays(1)), UpToTime(clock, day, now));
        var hours = Enumerable.Repeat(new DayTotals(0, 0, 0, 0), (int)Math.Ceiling((end - start).TotalHours)).ToArray();
        var rows = await database.ListAsync(
            store.TenantId, Hours, [start, end],
            row => (Hour: (int)(row.GetFieldValue<DateTimeOffset>(0) - start).TotalHours,
                Totals: new DayTotals(row.GetDecimal(1), (int)row.GetInt64(2), (int)row.GetInt64(3), row.GetDecimal(4))),
            cancellationToken);
        foreach (var (hour, totals) in rows)
        {
            hours[hour] = Add(hours[hour], totals);
        }

        var lastHour = start.AddHours(Math.Floor((upTo - start).TotalHours));
        var upToNow = await database.FindAsync(
            store.TenantId, UpTo, [day, start, upTo, lastHour, store.Currency],
            row => new DayTotals(row.GetDecimal(0), row.GetInt32(1), row.GetInt32(2), row.GetDecimal(3)), cancellationToken);
        return new(upToNow!, hours);
    }

    /// <summary>The products of a day's orders up to the same time of day, by revenue.</summary>
    public async Task<IReadOnlyList<ProductSales>> ProductsAsync(
        CurrentStore store, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.ListAsync(
            store.TenantId, Products, [day, UpToTime(StoreClock.For(store.TimeZone), day, now)],
            row => new ProductSales(row.GetString(0), row.GetString(1), row.GetDecimal(2), row.GetDecimal(3)), cancellationToken);

    /// <summary>Which first steps the store has taken.</summary>
    public async Task<FirstSteps> FirstStepsAsync(CurrentStore store, CancellationToken cancellationToken) => (await database.FindAsync(
        store.TenantId,
        $"""
        select exists (select from sites where tenant_id = $1 and first_event_at is not null),
               exists (select from event_rollups where tenant_id = $1 and name = '{EventName.OrderCompleted}'),
               (select daily_revenue_goal is not null from tenants where id = $1),
               (select count(*) > 1 from memberships where tenant_id = $1)
                 or exists (select from invitations where tenant_id = $1 and revoked_at is null),
               (select id from sites where tenant_id = $1 and archived_at is null order by created_at limit 1)
        """,
        [],
        row => new FirstSteps(row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3),
            row.IsDBNull(4) ? null : row.GetGuid(4)),
        cancellationToken))!;

    private static DateTimeOffset UpToTime(StoreClock clock, DateOnly day, DateTimeOffset now) =>
        clock.StartOf(day) + (now - clock.StartOf(clock.Day(now)));

    private static DayTotals Add(DayTotals a, DayTotals b) =>
        new(a.Revenue + b.Revenue, a.Orders + b.Orders, a.Sessions + b.Sessions, a.Refunds + b.Refunds);
}

/// <summary>What a new store has done so far.</summary>
/// <param name="FirstSite">The site to install the tracker on; null when every site is archived.</param>
public sealed record FirstSteps(bool EventsArrive, bool HasOrder, bool HasGoal, bool HasColleague, Guid? FirstSite)
{
    /// <summary>Steps taken; the store itself is the first.</summary>
    public int Done => 1 + (EventsArrive ? 1 : 0) + (HasOrder ? 1 : 0) + (HasGoal ? 1 : 0) + (HasColleague ? 1 : 0);

    /// <summary>All steps there are.</summary>
    public const int Total = 5;
}

/// <summary>What a product sold in a day's orders.</summary>
/// <param name="Revenue">Prices times quantities, before discounts of the whole order, tax and shipping.</param>
public sealed record ProductSales(string Id, string Name, decimal Units, decimal Revenue);
