using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes how a demo store's shelves were filled, worked out from the sales that are written already.</summary>
internal sealed class DemoSupplyCopy(NpgsqlConnection connection, DemoTarget target)
{
    // Goods stand on the shelf when the day begins.
    private static readonly TimeSpan Before = TimeSpan.FromHours(8);

    public async Task WriteAsync(DemoPlan plan, CancellationToken cancellationToken)
    {
        var from = DemoProfile.DayOf(plan.From);
        var supply = DemoWarehouse.Plan(plan.Seed, from, await SoldAsync(from, DemoProfile.DayOf(plan.Until), cancellationToken));
        await using var rows = connection.CreateBatch();
        Orders(rows, plan, supply.Deliveries);
        DemoSales.Add(rows, """
            insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at, recorded_at, unit_cost,
              receipt_id)
            select $1, l.variant_id, o.location_id, 'receipt', l.quantity, r.received_at, r.received_at, l.unit_cost, r.id
            from purchase_receipts r
            join purchase_orders o on o.tenant_id = $1 and o.id = r.purchase_order_id
            join purchase_order_lines l on l.tenant_id = $1 and l.purchase_order_id = o.id
            where r.tenant_id = $1
            """, target.TenantId);
        DemoSales.Add(rows, """
            insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at, recorded_at, reason)
            select $1, s.id, p.id, 'adjustment', -s.quantity, s.at, s.at, 'Counted'
            from unnest($2, $3, $4) as s (id, quantity, at) join locations p on p.tenant_id = $1 and p.is_default
            """,
            target.TenantId, supply.Shrinkages.Select(s => s.Product.VariantId).ToArray(),
            supply.Shrinkages.Select(s => s.Quantity).ToArray(),
            supply.Shrinkages.Select(s => DemoProfile.StartOf(s.Day).UtcDateTime).ToArray());
        await rows.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Orders(NpgsqlBatch rows, DemoPlan plan, IReadOnlyList<DemoDelivery> deliveries)
    {
        Guid Id(int place, ulong kind) => DemoRandom.Identity(plan.Seed, (ulong)place, kind);
        var places = deliveries.Select((delivery, place) => (delivery, place)).ToArray();
        DateTime At(DateOnly day) => DemoProfile.StartOf(day).UtcDateTime;
        DemoSales.Add(rows, """
            insert into purchase_orders (tenant_id, id, number, supplier_id, location_id, status, currency, expected_on, created_at,
              ordered_at, updated_at)
            select $1, d.id, 'PO-' || lpad(d.place::text, 5, '0'), s.id, p.id, case when d.is_open then 'ordered'
              else 'received' end, t.currency, d.expected_on, d.at, d.at, d.at
            from unnest($2, $3, $4, $5, $6, $7) as d (id, place, supplier, is_open, expected_on, at)
            join suppliers s on s.tenant_id = $1 and s.name = d.supplier
            join locations p on p.tenant_id = $1 and p.is_default
            join tenants t on t.id = $1
            """,
            target.TenantId, places.Select(d => Id(d.place, 0x504F)).ToArray(), places.Select(d => d.place + 1).ToArray(),
            places.Select(d => d.delivery.Supplier.Name).ToArray(), places.Select(d => d.delivery.ReceivedOn is null).ToArray(),
            places.Select(d => d.delivery.ExpectedOn).ToArray(), places.Select(d => At(d.delivery.OrderedOn)).ToArray());
        var lines = places.SelectMany(d => d.delivery.Lines.Select((line, place) => (Order: d.place, Line: place + 1, d.delivery.ReceivedOn,
            line.Product, line.Quantity))).ToArray();
        DemoSales.Add(rows, """
            insert into purchase_order_lines (tenant_id, purchase_order_id, line, variant_id, quantity, received, unit_cost)
            select $1, * from unnest($2, $3, $4, $5, $6, $7)
            """,
            target.TenantId, lines.Select(l => Id(l.Order, 0x504F)).ToArray(), lines.Select(l => l.Line).ToArray(),
            lines.Select(l => l.Product.VariantId).ToArray(),
            lines.Select(l => l.Quantity).ToArray(), lines.Select(l => l.ReceivedOn is null ? 0 : l.Quantity).ToArray(),
            lines.Select(l => DemoSupplier.CostOf(l.Product)).ToArray());
        var received = places.Where(d => d.delivery.ReceivedOn is not null).ToArray();
        DemoSales.Add(
            rows, "insert into purchase_receipts (tenant_id, id, purchase_order_id, received_at) select $1, * from unnest($2, $3, $4)",
            target.TenantId, received.Select(d => Id(d.place, 0x5252)).ToArray(), received.Select(d => Id(d.place, 0x504F)).ToArray(),
            received.Select(d => At(d.delivery.ReceivedOn!.Value) - Before).ToArray());
        DemoSales.Add(rows, """
            insert into purchase_receipt_lines (tenant_id, receipt_id, line, quantity)
            select $1, r.id, l.line, l.quantity from purchase_receipts r
            join purchase_order_lines l on l.tenant_id = $1 and l.purchase_order_id = r.purchase_order_id where r.tenant_id = $1
            """, target.TenantId);
    }

    private async Task<IReadOnlyList<int[]>> SoldAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var sold = DemoCatalogue.Products.Select(_ => new int[until.DayNumber - from.DayNumber + 1]).ToArray();
        var numbers = DemoCatalogue.Products.ToDictionary(product => product.VariantId, product => product.Number);
        await using var command = new NpgsqlCommand("""
            select variant_id, day, sum(units)::integer from (
              select l.variant_id, o.placed_on as day, l.quantity as units
              from orders o join order_lines l on l.tenant_id = $1 and l.order_id = o.id where o.tenant_id = $1 and o.placed_on between $2
                and $3
              union all
              select l.variant_id, (o.cancelled_at at time zone $4)::date, -l.quantity
              from orders o join order_lines l on l.tenant_id = $1 and l.order_id = o.id where o.tenant_id = $1 and o.status = 'cancelled'
              union all
              select v.id, (r.received_at at time zone $4)::date, -l.quantity
              from returns r join return_lines l on l.tenant_id = $1 and l.return_id = r.id and l.restock
              join variants v on v.tenant_id = $1 and v.sku = l.sku
              where r.tenant_id = $1 and r.received_at is not null) s
            group by variant_id, day
            """, connection);
        command.Parameters.Add(new() { Value = target.TenantId });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = until });
        command.Parameters.Add(new() { Value = DemoProfile.TimeZone });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sold[numbers[reader.GetGuid(0)]][reader.GetFieldValue<DateOnly>(1).DayNumber - from.DayNumber] += reader.GetInt32(2);
        return sold;
    }
}
