using Npgsql;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Sends a demo store's orders: a day after they were placed they are on their way, three days later they are there. Safe to repeat.
/// </summary>
internal static class DemoParcels
{
    private const string Send = """
        insert into shipments (tenant_id, id, order_id, external_id, carrier, tracking, shipped_at, delivered_at)
        select $1, gen_random_uuid(), o.id, 'par-' || o.number, (array['JNE regular', 'SiCepat',
          'J&T Express'])[1 + abs(hashtext(o.number)) % 3],
          'KK' || lpad(abs(hashtext(o.number || 'parcel'))::text, 10, '0'), o.placed_at + interval '20 hours',
          case when o.placed_at < $2 - interval '4 days' then o.placed_at + interval '92 hours' end
        from orders o
        where o.tenant_id = $1 and o.source = 'demo' and o.placed_at < $2 - interval '20 hours' and o.status in ('paid', 'refunded')
          and not exists (select from shipments s where s.tenant_id = $1 and s.order_id = o.id)
        on conflict do nothing
        """;

    private const string Arrive = """
        update shipments s set delivered_at = s.shipped_at + interval '72 hours'
        from orders o where s.tenant_id = $1 and s.delivered_at is null and o.tenant_id = $1 and o.id = s.order_id and o.source = 'demo'
          and o.placed_at < $2 - interval '4 days'
        """;

    private const string Note = """
        update orders o set status = case when s.delivered_at is null then 'fulfilled' else 'delivered' end
        from shipments s
        where o.tenant_id = $1 and o.source = 'demo' and o.status in ('paid', 'fulfilled') and s.tenant_id = $1 and s.order_id = o.id
          and o.status <> case when s.delivered_at is null then 'fulfilled' else 'delivered' end
        """;

    public static void Add(NpgsqlBatch rows, DemoTarget target, DateTimeOffset now)
    {
        foreach (var statement in (string[])[Send, Arrive, Note])
            DemoSales.Add(rows, statement, target.TenantId, now.UtcDateTime);
    }
}
