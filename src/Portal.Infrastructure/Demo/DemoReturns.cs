using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Orders;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes the returns of a demo's orders as they stand: asked for, received, or closed with the refund. Safe to repeat.</summary>
internal sealed class DemoReturns(NpgsqlConnection connection, DemoTarget target)
{
    private const string Sent = """
        select o.id, o.number, o.placed_at, (select count(*)::integer from order_lines l where l.tenant_id = $1 and l.order_id = o.id)
        from orders o
        where o.tenant_id = $1 and o.source = 'demo' and o.status in ('fulfilled', 'delivered', 'refunded') and o.placed_at >= $2
          and o.number ~ '^KK-[0-9]{5,9}$'
        """;

    private const string Write = """
        with told as (
          select * from unnest($2, $3, $4, $5, $6, $7, $8, $9)
            as t (order_id, state, requested_at, requested_on, received_at, reason, line, restock)
        ), written as (
          insert into returns as k (tenant_id, id, order_id, external_id, state, requested_at, requested_on, received_at)
          select $1, gen_random_uuid(), o.id, 'ret-' || o.number, t.state, t.requested_at, t.requested_on,
            case when t.state <> 'requested' then t.received_at end
          from told t join orders o on o.tenant_id = $1 and o.id = t.order_id
          on conflict (tenant_id, external_id) do update set state = excluded.state, received_at = excluded.received_at
            where k.state <> excluded.state
          returning k.id, k.order_id
        ), lines as (
          insert into return_lines (tenant_id, return_id, line, order_line, sku, quantity, reason, restock)
          select $1, w.id, l.line, l.line, l.sku, l.quantity, t.reason, t.restock
          from written w join told t on t.order_id = w.order_id
          join order_lines l on l.tenant_id = $1 and l.order_id = w.order_id and (t.line = 0 or l.line = t.line)
          on conflict do nothing
        )
        select order_id from written
        """;

    public async Task RunAsync(ulong seed, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var asked = (await SentAsync(since, cancellationToken))
            .Select(order => (order.Id, Return: DemoReturn.Of(seed, order.Number, order.PlacedAt, order.Lines)))
            .Where(order => order.Return?.RequestedAt <= now).Select(order => (order.Id, Return: order.Return!)).ToArray();
        if (asked.Length == 0)
            return;

        var returns = asked.Select(order => order.Return).ToArray();
        await using var command = target.Command(
            connection, Write, asked.Select(order => order.Id).ToArray(),
            returns.Select(back => OrderNames.Of(back.StateAt(now))).ToArray(),
            returns.Select(back => back.RequestedAt.UtcDateTime).ToArray(),
            returns.Select(back => DemoProfile.DayOf(back.RequestedAt)).ToArray(),
            returns.Select(back => back.ReceivedAt.UtcDateTime).ToArray(),
            returns.Select(back => OrderNames.Of(back.Reason)).ToArray(), returns.Select(back => back.Line + 1 ?? 0).ToArray(),
            returns.Select(back => back.IsRestocked).ToArray());
        var written = new List<Guid>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                written.Add(reader.GetGuid(0));
        }

        await new DemoLedger(connection, target).MoveStockAsync(written, now, cancellationToken);
    }

    private async Task<List<(Guid Id, string Number, DateTimeOffset PlacedAt, int Lines)>> SentAsync(
        DateTimeOffset since, CancellationToken cancellationToken)
    {
        var sent = new List<(Guid, string, DateTimeOffset, int)>();
        await using var command = target.Command(connection, Sent, since.UtcDateTime);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sent.Add((reader.GetGuid(0), reader.GetString(1), new(reader.GetDateTime(2), TimeSpan.Zero), reader.GetInt32(3)));
        return sent;
    }
}
