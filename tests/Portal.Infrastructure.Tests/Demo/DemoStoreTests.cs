using Portal.Domain.Demo;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;
using Portal.Infrastructure.Demo;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Demo;

public sealed class DemoStoreTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Create_SmallStore_AgreesWithTheEngineToTheRupiah()
    {
        var (target, plan, totals) = await demo.CreateAsync(Now, 30);

        using var traffic = new DemoTraffic(plan);
        var told = traffic.Advance(plan.Until);
        Assert.Equal(told.Events.Count, totals.Events);
        Assert.Equal(told.Events.Count, await demo.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1",
            target.TenantId));
        Assert.Equal(told.Orders.Sum(o => o.Total),
            await demo.Database.ScalarAsync<decimal>("select sum(total) from orders where tenant_id = $1", target.TenantId));
        Assert.Equal(
            told.Orders.Sum(o => o.Total - o.Shipping),
            await demo.Database.ScalarAsync<decimal>("select sum(total) from order_lines where tenant_id = $1", target.TenantId));
        Assert.Equal(told.Refunds.Sum(r => r.Amount),
            await demo.Database.ScalarAsync<decimal>("select sum(refunded) from orders where tenant_id = $1", target.TenantId));
        Assert.Equal(told.Customers.Count, await demo.Database.ScalarAsync<long>("select count(*) from customers where tenant_id = $1",
            target.TenantId));
        Assert.Equal(60, await demo.Database.ScalarAsync<long>("select count(*) from products where tenant_id = $1", target.TenantId));
    }

    [Fact]
    public async Task Create_SmallStore_TablesAgreeWithEachOther()
    {
        var (target, _, _) = await demo.CreateAsync(Now, 30, scale: 0.8);

        Assert.Equal(0, await CountAsync(target, """
            select count(*) from orders o left join events e on e.tenant_id = o.tenant_id and e.name = 'order_completed'
              and e.order_id = o.number
            where o.tenant_id = $1 and (e.revenue is distinct from o.total or e.occurred_at <> o.placed_at or e.currency <> o.currency)
            """));
        Assert.Equal(0, await CountAsync(target, """
            select count(*) from orders o left join events e on e.tenant_id = o.tenant_id and e.name = 'order_refunded'
              and e.order_id = o.number
            where o.tenant_id = $1 and (o.refunded <> coalesce(e.revenue, 0) or (o.refunded > 0) <> (e.revenue is not null)
              or (o.status = 'refunded') <> (o.refunded = o.total))
            """));
        Assert.Equal(0, await CountAsync(target, """
            select count(*) from events e left join customers c on c.tenant_id = e.tenant_id and c.external_id = e.user_id
            where e.tenant_id = $1 and e.user_id is not null and c.id is null
            """));
        Assert.Equal(0, await CountAsync(
            target, "select count(*) from events where tenant_id = $1 and event_day <> (occurred_at at time zone 'UTC')::date"));
        Assert.Equal(0, await CountAsync(
            target, "select count(*) from events where tenant_id = $1 and (received_at <= occurred_at or context is null)"));
        Assert.True(await CountAsync(target, "select count(*) from orders where tenant_id = $1 and refunded > 0") > 0);
    }

    [Fact]
    public async Task Create_Exceptions_AreStatedAsAShopWouldStateThem()
    {
        var (target, plan, _) = await demo.CreateAsync(Now, 60);

        using var traffic = new DemoTraffic(plan);
        var orders = traffic.Advance(plan.Until).Orders;
        var cancelled = orders.Where(o => DemoFates.CancelledAt(plan.Seed, o.Number, o.PlacedAt) <= plan.Until)
            .Select(o => o.Number).Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(cancelled);
        Assert.Equal(cancelled, await demo.Database.ListAsync<string>(
            "select number from orders where tenant_id = $1 and status = 'cancelled' and cancelled_at > placed_at order by number "
                + "collate \"C\"",
            target.TenantId));
        Assert.Equal(
            orders.Where(o => o.Fate == DemoFate.Unpaid).Select(o => o.Number).Order(StringComparer.Ordinal),
            await demo.Database.ListAsync<string>("""
                select number from orders o where tenant_id = $1 and status = 'pending'
                  and not exists (select from payments p where p.tenant_id = $1 and p.order_id = o.id) order by number collate "C"
                """, target.TenantId));
        Assert.Equal(
            orders.Where(o => o.Fate is not (DemoFate.Declined or DemoFate.Unpaid) && !cancelled.Contains(o.Number)).Sum(o => o.Total),
            await demo.Database.ScalarAsync<decimal>(
                "select sum(amount) from payments where tenant_id = $1 and state in ('captured', 'refunded')", target.TenantId));
        Assert.Equal(
            orders.Where(o => !cancelled.Contains(o.Number)).Sum(o => o.Subtotal),
            await demo.Database.ScalarAsync<decimal>(
                "select sum(amount) from ledger_entries where tenant_id = $1 and kind = 'gross'", target.TenantId));
        Assert.Equal(0, await CountAsync(target, """
            select count(*) from shipments s join orders o on o.tenant_id = $1 and o.id = s.order_id
            where s.tenant_id = $1 and o.status in ('pending', 'cancelled')
            """));
        Assert.True(await CountAsync(
            target, "select count(*) from returns where tenant_id = $1 and state in ('requested', 'received')") > 0);
        Assert.Equal(0, await CountAsync(target, """
            select count(*) from returns k where k.tenant_id = $1 and (k.state = 'closed') <> exists (
              select from refunds r where r.tenant_id = $1 and r.order_id = k.order_id)
            """));
    }

    [Fact]
    public async Task Create_FailsHalfWay_LeavesNothing()
    {
        var target = new DemoTarget(Guid.NewGuid(), Guid.NewGuid());
        var plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Small, Now) with { From = Now.AddDays(-10) };
        using var stop = new CancellationTokenSource();
        var progress = new Reports(p =>
        {
            if (p.Share > 0.5)
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DemoStore(demo.Database.Owner)
            .CreateAsync(target, plan, (c, ct) => DemoFixture.FoundAsync(c, target, ct), progress, stop.Token));

        Assert.Equal(0, await CountAsync(
            target, "select (select count(*) from tenants where id = $1) + (select count(*) from events where tenant_id = $1) + (select "
            + "count(*) from products where tenant_id = $1)"));
    }

    [Fact]
    public async Task Create_ReportsItsProgressUpToTheEnd()
    {
        var shares = new List<double>();

        await demo.CreateAsync(Now, 5, new Reports(p => shares.Add(p.Share)));

        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
    }

    private Task<long> CountAsync(DemoTarget target, string sql) => demo.Database.ScalarAsync<long>(sql, target.TenantId);

    private sealed class Reports(Action<DemoProgress> report) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => report(value);
    }
}
