using Npgsql;
using Portal.Domain.Home;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Home;

/// <summary>What the home page shows. Orders and sessions are counted by the same rules as on the live page.</summary>
public sealed class HomeQueries(PortalDatabase database)
{
    // $1 tenant, $2 start and $3 end of the day, $4 and $5 the partitions it may lie in, $6 currency, $7 the instant to
    // compare up to. Orders that were sent twice count once, by their first message.
    private const string Day = """
        with day as materialized (
          select name, order_id, revenue, currency, properties, occurred_at, received_at,
                 coalesce(session_id, anonymous_id, user_id) as session
          from events
          where tenant_id = $1 and (event_day between $4 and $5 or event_day = '1970-01-01')
            and occurred_at >= $2 and occurred_at < $3
            and batch_id not in (select b.batch_id from event_batches b where b.tenant_id = $1 and b.held)
        ),
        orders as (
          select distinct on (order_id) occurred_at, coalesce(revenue, 0) as revenue, properties
          from day
          where name = 'order_completed' and (currency is null or upper(currency) = $6)
          order by order_id, received_at
        )
        """;

    private const string Hours = Day + """
        , sessions as (select min(occurred_at) as occurred_at from day group by session),
        refunds as (select occurred_at, coalesce(revenue, 0) as revenue from day where name = 'order_refunded' and (currency is null or upper(currency) = $6)),
        facts as (
          select occurred_at, revenue, 1 as orders, 0 as sessions, 0::numeric as refunds from orders
          union all select occurred_at, 0, 0, 1, 0 from sessions
          union all select occurred_at, 0, 0, 0, revenue from refunds
        )
        select floor(extract(epoch from occurred_at - $2) / 3600)::int, occurred_at < $7,
               sum(revenue), sum(orders)::int, sum(sessions)::int, sum(refunds)
        from facts group by 1, 2
        """;

    private const string Products = Day + """
        , lines as (
          select coalesce(item ->> 'product_id', item ->> 'sku', item ->> 'name') as id, item ->> 'name' as name,
                 case when jsonb_typeof(item -> 'quantity') = 'number' then (item ->> 'quantity')::numeric else 1 end as quantity,
                 case when jsonb_typeof(item -> 'price') = 'number' then (item ->> 'price')::numeric else 0 end as price
          from orders, jsonb_array_elements(case jsonb_typeof(properties -> 'products') when 'array' then properties -> 'products' else '[]' end) as item
          where occurred_at < $7
        )
        select id, coalesce(max(name), id), sum(quantity), sum(quantity * price) from lines where id is not null group by id
        """;

    /// <summary>One of the store's days, by hour and up to the time of day that <paramref name="now"/> is.</summary>
    public async Task<DayFigures> DayAsync(CurrentStore store, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var span = Span(store, day, now);
        var hours = Enumerable.Repeat(new DayTotals(0, 0, 0, 0), (int)Math.Ceiling((span.End - span.Start).TotalHours)).ToArray();
        var upToNow = new DayTotals(0, 0, 0, 0);
        await foreach (var reader in ReadAsync(store, Hours, span, cancellationToken))
        {
            var part = new DayTotals(reader.GetDecimal(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetDecimal(5));
            var hour = reader.GetInt32(0);
            hours[hour] = Add(hours[hour], part);
            upToNow = reader.GetBoolean(1) ? Add(upToNow, part) : upToNow;
        }

        return new(upToNow, hours);
    }

    /// <summary>The products of a day's orders up to the same time of day, by revenue.</summary>
    public async Task<IReadOnlyList<ProductSales>> ProductsAsync(CurrentStore store, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var products = new List<ProductSales>();
        await foreach (var reader in ReadAsync(store, Products, Span(store, day, now), cancellationToken))
        {
            products.Add(new(reader.GetString(0), reader.GetString(1), reader.GetDecimal(2), reader.GetDecimal(3)));
        }

        return [.. products.OrderByDescending(p => p.Revenue).ThenBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>Which first steps the store has taken.</summary>
    public async Task<FirstSteps> FirstStepsAsync(CurrentStore store, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand("""
            select exists (select from sites where tenant_id = $1 and first_event_at is not null),
                   exists (select from events where tenant_id = $1 and name = 'order_completed' and order_id is not null),
                   (select daily_revenue_goal is not null from tenants where id = $1),
                   (select count(*) > 1 from memberships where tenant_id = $1)
                     or exists (select from invitations where tenant_id = $1 and revoked_at is null),
                   (select id from sites where tenant_id = $1 and archived_at is null order by created_at limit 1)
            """, connection);
        command.Parameters.Add(new() { Value = store.TenantId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(
            reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetGuid(4));
    }

    private async IAsyncEnumerable<NpgsqlDataReader> ReadAsync(
        CurrentStore store, string sql, DaySpan span, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        object[] values =
        [
            store.TenantId, span.Start, span.End, DateOnly.FromDateTime(span.Start.UtcDateTime).AddDays(-1),
            DateOnly.FromDateTime(span.End.UtcDateTime).AddDays(1), store.Currency, span.UpTo,
        ];
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return reader;
        }
    }

    private static DaySpan Span(CurrentStore store, DateOnly day, DateTimeOffset now)
    {
        var clock = StoreClock.For(store.TimeZone);
        var start = clock.StartOf(day);
        return new(start, clock.StartOf(day.AddDays(1)), start + (now - clock.StartOf(clock.Day(now))));
    }

    private static DayTotals Add(DayTotals a, DayTotals b) => new(a.Revenue + b.Revenue, a.Orders + b.Orders, a.Sessions + b.Sessions, a.Refunds + b.Refunds);

    private sealed record DaySpan(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset UpTo);
}
