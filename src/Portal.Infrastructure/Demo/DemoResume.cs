using System.Globalization;
using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Sales;

namespace Portal.Infrastructure.Demo;

/// <summary>Reads from the store's own tables where its demo stands.</summary>
internal sealed class DemoResume(NpgsqlConnection connection, DemoTarget target)
{
    /// <summary>When the shop opened; null when there is no demo store.</summary>
    public async Task<DateTimeOffset?> OpenedAsync(CancellationToken cancellationToken) =>
        await InstantAsync("select min(created_at) from products where tenant_id = $1", cancellationToken);

    /// <summary>The instant of the last event; the opening when there is none.</summary>
    public async Task<DateTimeOffset> LastEventAsync(DateTimeOffset now, DateTimeOffset opened, CancellationToken cancellationToken)
    {
        // Day by day from the newest, so that one partition is read instead of all.
        for (var day = DateOnly.FromDateTime(now.UtcDateTime)
            .AddDays(1); day >= DateOnly.FromDateTime(opened.UtcDateTime); day = day.AddDays(-1))
        {
            if (await InstantAsync("select max(occurred_at) from events where tenant_id = $1 and event_day = $2", cancellationToken,
                day) is { } last)
            {
                return last < now ? last : now;
            }
        }

        return opened;
    }

    /// <summary>
    /// Takes away orders whose event was never stored: the portal stopped between the two. Their numbers are given again.
    /// </summary>
    public async Task DropUntoldOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        const string Untold = """
            select o.id from orders o where o.tenant_id = $1 and o.placed_at >= $2 and o.source = 'demo' and not exists (
              select from events e where e.tenant_id = $1 and e.event_day >= $3 and e.name = 'order_completed' and e.order_id = o.number)
            """;
        await new DemoLedger(connection, target).ForgetAsync(Untold, since, cancellationToken);
    }

    /// <summary>What the engine goes on from at an instant.</summary>
    public async Task<DemoState> StateAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var customers = await CustomersAsync(cancellationToken);
        var orders = await OpenOrdersAsync(at - DemoReturn.Longest, cancellationToken);
        var lastNumber = await LastOrderAsync(cancellationToken);
        return new(at, lastNumber + 1, customers.Count == 0 ? 1 : customers.Max(c => c.Number) + 1, customers, orders)
        {
            Visitors = await DemoKnownVisitors.ReadAsync(connection, target, at, cancellationToken),
        };
    }

    private async Task<List<DemoKnownCustomer>> CustomersAsync(CancellationToken cancellationToken)
    {
        var customers = new List<DemoKnownCustomer>();
        await using var command = target.Command(connection, """
            select c.external_id, coalesce(c.city, ''), c.created_at, count(o.id)::integer, coalesce(max(o.placed_at), c.created_at)
            from customers c left join orders o on o.tenant_id = c.tenant_id and o.customer_id = c.id
            where c.tenant_id = $1 and c.external_id ~ '^c[0-9]{5,9}$' group by c.tenant_id, c.id order by c.external_id
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = int.Parse(reader.GetString(0).AsSpan(1), CultureInfo.InvariantCulture) - DemoCustomer.NumberBase;
            customers.Add(new(number, reader.GetString(1), Instant(reader, 2), reader.GetInt32(3), Instant(reader, 4)));
        }

        return customers;
    }

    private async Task<List<DemoKnownOrder>> OpenOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var orders = new List<DemoKnownOrder>();
        await using var command = target.Command(connection, """
            select o.id, o.number, c.external_id, o.placed_at, o.total, array_agg(l.total order by l.line)
            from orders o
            join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
            join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id
            where o.tenant_id = $1 and o.placed_at >= $2 and o.refunded = 0 and o.number ~ '^KK-[0-9]{5,9}$'
            group by o.tenant_id, o.id, c.external_id order by o.placed_at
            """, since.UtcDateTime);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            orders.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Instant(reader, 3), reader.GetDecimal(4),
                reader.GetFieldValue<decimal[]>(5)));
        }

        return orders;
    }

    private async Task<int> LastOrderAsync(CancellationToken cancellationToken)
    {
        await using var command = target.Command(
            connection, "select max(substring(number from 4)::integer) from orders where tenant_id = $1 and number ~ '^KK-[0-9]{5,9}$'");
        return await command.ExecuteScalarAsync(cancellationToken) is int last ? last : DemoState.FirstOrder - 1;
    }

    private async Task<DateTimeOffset?> InstantAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = target.Command(connection, sql, values);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime instant ? new DateTimeOffset(instant, TimeSpan.Zero) : null;
    }

    private static DateTimeOffset Instant(NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);
}
