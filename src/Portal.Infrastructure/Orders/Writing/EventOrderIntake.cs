using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Orders;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Orders.Writing;

/// <summary>Takes orders that the tracker told of into the ledger, where no server has spoken of them.</summary>
public sealed class EventOrderIntake(PortalDatabase database, TimeProvider time)
{
    /// <summary>What its orders are listed under when they cannot be taken in.</summary>
    internal const string Service = nameof(EventOrderService);

    /// <summary>Orders of one transaction.</summary>
    internal const int MaxOrders = 5_000;

    private const string IsDue = $"""
        tenant_id = $1 and not booked and not is_bot and not exists (
          select 1 from work_units w
          where w.tenant_id = $1 and w.service = '{Service}' and w.unit = event_orders.order_id
            and (w.quarantined_at is not null or w.next_try_at > now()))
        """;

    // What a server has told of needs no second look.
    private const string PassOver = """
        update event_orders e set booked = true from orders o
        where e.tenant_id = $1 and not e.booked and o.tenant_id = $1 and o.external_id = e.order_id and o.source <> 'browser'
        """;

    private const string Take = $"""
        create temp table event_orders_taken on commit drop as
        select * from event_orders where {IsDue} order by order_id limit $3 for update skip locked
        """;

    private const string Lines = """
        insert into staged_lines (external_id, line, sku, name, quantity, unit_price, discount, tax)
        select o.order_id, l.line, coalesce(v.sku, p.sku, l.value ->> 'ProductId'), coalesce(l.value ->> 'Name', ''), (l.value ->> 'Quantity')::numeric, (l.value ->> 'Price')::numeric, 0, 0
        from event_orders_taken o
        cross join jsonb_array_elements(o.lines) with ordinality as l (value, line)
        left join variants v on v.tenant_id = $1 and v.sku = l.value ->> 'ProductId'
        left join lateral (
          select k.sku from products q join variants k on k.tenant_id = $1 and k.product_id = q.id
          where q.tenant_id = $1 and q.external_id = l.value ->> 'ProductId' order by k.position, k.sku limit 1) p on v.sku is null
        where (l.value ->> 'Quantity')::numeric > 0
        """;

    // The order's revenue is what counts: what its lines fall short of is a line of its own, what they exceed it by a discount.
    private const string Rest = """
        insert into staged_lines (external_id, line, sku, name, quantity, unit_price, discount, tax)
        select o.order_id, 1000000, '', 'Not itemised', 1, o.revenue - coalesce(l.total, 0), 0, 0
        from event_orders_taken o
        left join (select external_id, sum(quantity * unit_price) as total from staged_lines group by external_id) l
          on l.external_id = o.order_id
        where o.revenue > coalesce(l.total, 0)
        """;

    private const string Orders = """
        insert into staged_orders (external_id, source, status, placed_at, revised_at, customer, country, channel, currency, tax_included,
          discount, tax, shipping)
        select o.order_id, 'browser', 'paid', o.occurred_at, o.occurred_at, i.user_id, o.country, o.channel, $2, true,
          greatest(coalesce(l.total, 0) - o.revenue, 0), 0, 0
        from event_orders_taken o
        left join (select external_id, sum(quantity * unit_price) as total from staged_lines group by external_id) l
          on l.external_id = o.order_id
        left join identities i on i.tenant_id = $1 and i.visitor = o.visitor and not i.is_alias
        """;

    private const string Mark =
        "update event_orders e set booked = true from event_orders_taken t where e.tenant_id = $1 and e.order_id = t.order_id";

    // One that failed before and was taken now is well again.
    private const string Clear = $"""
        delete from work_units w using event_orders_taken t where w.tenant_id = $1 and w.service = '{Service}' and w.unit = t.order_id
        """;

    /// <inheritdoc cref="AdvanceAsync(Guid, int, CancellationToken)"/>
    public Task<int> AdvanceAsync(Guid tenantId, CancellationToken cancellationToken) =>
        AdvanceAsync(tenantId, MaxOrders, cancellationToken);

    /// <summary>Takes the next orders in, in one transaction.</summary>
    /// <param name="max">So many of them at most.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> AdvanceAsync(Guid tenantId, int max, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        var store = await LedgerStore.LoadAsync(connection, tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await StagingTables.PrepareAsync(connection, cancellationToken);
        await ExecuteAsync(connection, store, PassOver, cancellationToken);
        await ExecuteAsync(connection, store, Take, cancellationToken, max);
        await ExecuteAsync(connection, store, Lines, cancellationToken);
        await ExecuteAsync(connection, store, Orders, cancellationToken);
        await ExecuteAsync(connection, store, Rest, cancellationToken);
        await new OrderMerge(connection, store).RunAsync(OrderSource.Browser, time.GetUtcNow(), cancellationToken);
        await ExecuteAsync(connection, store, Clear, cancellationToken);
        var taken = await ExecuteAsync(connection, store, Mark, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return taken;
    }

    /// <summary>The first order that <see cref="AdvanceAsync"/> would take; null without any.</summary>
    public Task<string?> NextAsync(Guid tenantId, CancellationToken cancellationToken) =>
        database.FindAsync(
            tenantId, $"select order_id from event_orders where {IsDue} order by order_id limit 1", [],
            row => row.GetString(0), cancellationToken);

    private static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, LedgerStore store, string sql, CancellationToken cancellationToken, int? max = null)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = store.TenantId });
        command.Parameters.Add(new() { Value = store.Currency, NpgsqlDbType = NpgsqlDbType.Text });
        if (max is { } limit)
            command.Parameters.Add(new() { Value = limit });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
