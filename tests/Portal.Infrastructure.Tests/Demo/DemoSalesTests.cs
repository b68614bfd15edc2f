using Portal.Domain.Demo;
using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;
using Portal.Infrastructure.Demo;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Demo;

public sealed class DemoSalesTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Write_TheSameBatchTwice_IsThereOnce()
    {
        var (target, plan, before) = await demo.CreateAsync(Now, 1);
        var batch = Live(plan, before);

        await new DemoSales(demo.Database.App).WriteAsync(target, batch, TestContext.Current.CancellationToken);
        await new DemoSales(demo.Database.App).WriteAsync(target, batch, TestContext.Current.CancellationToken);

        Assert.NotEmpty(batch.Orders);
        Assert.Equal(
            batch.Orders.Sum(o => o.Total),
            await demo.Database.ScalarAsync<decimal>("select sum(total) from orders where tenant_id = $1 and placed_at > $2",
                target.TenantId, Now.UtcDateTime));
        Assert.Equal(
            batch.Orders.Sum(o => o.Lines.Count),
            await demo.Database.ScalarAsync<long>(
                "select count(*) from order_lines l join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id where o.tenant_id = "
                + "$1 and o.placed_at > $2", target.TenantId, Now.UtcDateTime));
        Assert.Equal(
            batch.Refunds.Sum(r => r.Amount),
            await demo.Database.ScalarAsync<decimal>("select sum(refunded) from orders where tenant_id = $1 and placed_at > $2",
                target.TenantId, Now.UtcDateTime));
    }

    [Fact]
    public async Task Write_OtherTenant_SeesNothingOfIt()
    {
        var (target, plan, before) = await demo.CreateAsync(Now, 1);
        var (other, _, otherBefore) = await demo.CreateAsync(Now, 1);

        await new DemoSales(demo.Database.App).WriteAsync(target, Live(plan, before), TestContext.Current.CancellationToken);

        Assert.Equal(otherBefore.Orders, await demo.Database.ScalarAsync<long>("select count(*) from orders where tenant_id = $1",
            other.TenantId));
    }

    [Fact]
    public async Task BeginDay_NextYear_FollowsTheShelf()
    {
        var (target, _, _) = await demo.CreateAsync(Now, 1);
        var later = Now.AddYears(1);

        await new DemoSales(demo.Database.App).BeginDayAsync(target, DemoProfile.Seed, 1, later, TestContext.Current.CancellationToken);

        var prices = await demo.Database.ListAsync<decimal>("select price from variants where tenant_id = $1 order by sku",
            target.TenantId);
        Assert.Equal(
            DemoCatalogue.Products.OrderBy(p => p.Sku, StringComparer.Ordinal)
                .Select(p => DemoShelf.OfferOn(DemoProfile.Seed, p, DemoProfile.DayOf(later)).Price), prices);
    }

    [Fact]
    public async Task BeginDay_WhenADeliveryIsDue_TakesItInAndOrdersWhatRunsLow()
    {
        var (target, _, _) = await demo.CreateAsync(Now, 30, scale: 0.8);
        var open = await demo.Database.ScalarAsync<long>("select count(*) from purchase_orders where tenant_id = $1 and status = 'ordered'",
            target.TenantId);

        await new DemoSales(demo.Database.App).BeginDayAsync(target, DemoProfile.Seed, 1, Now.AddDays(40),
            TestContext.Current.CancellationToken);
        await new DemoSales(demo.Database.App).BeginDayAsync(target, DemoProfile.Seed, 1, Now.AddDays(40),
            TestContext.Current.CancellationToken);

        Assert.True(open > 0);
        Assert.Equal(0, await demo.Database.ScalarAsync<long>(
            "select count(*) from purchase_orders where tenant_id = $1 and status = 'ordered' and expected_on <= $2", target.TenantId,
            DemoProfile.DayOf(Now.AddDays(40))));
        Assert.Equal(
            await demo.Database.ScalarAsync<long>("select sum(received) from purchase_order_lines where tenant_id = $1", target.TenantId),
            await demo.Database.ScalarAsync<long>("select sum(quantity) from stock_movements where tenant_id = $1 and kind = 'receipt'",
                target.TenantId));
    }

    [Fact]
    public async Task BeginDay_OrdersThatAreDueForIt_AreCalledOffAndReturnsGoOn()
    {
        var (target, plan, _) = await demo.CreateAsync(Now, 30, scale: 0.5);
        var (open, later) = (await CountAsync(target, "state <> 'closed'"), Now.AddDays(2));

        await new DemoSales(demo.Database.App).BeginDayAsync(target, plan.Seed, 0.5, later, TestContext.Current.CancellationToken);
        await new DemoSales(demo.Database.App).BeginDayAsync(target, plan.Seed, 0.5, later, TestContext.Current.CancellationToken);

        var pending = await demo.Database.ListAsync<string>(
            "select number from orders where tenant_id = $1 and status = 'pending'", target.TenantId);
        Assert.All(pending, number => Assert.Equal(DemoFate.Unpaid, DemoFates.Of(plan.Seed, number)));
        Assert.True(open > 0);
        Assert.Equal(0, await CountAsync(target, "state = 'requested' and received_at is not null"));
        Assert.Equal(
            await demo.Database.ScalarAsync<long>("""
                select coalesce(sum(l.quantity), 0)::bigint from return_lines l join returns r on r.tenant_id = $1 and r.id = l.return_id
                where l.tenant_id = $1 and l.restock and r.state in ('received', 'closed')
                """, target.TenantId),
            await demo.Database.ScalarAsync<long>(
                "select coalesce(sum(quantity), 0)::bigint from stock_movements where tenant_id = $1 and kind = 'return'",
                target.TenantId));
    }

    private Task<long> CountAsync(DemoTarget target, string where) =>
        demo.Database.ScalarAsync<long>($"select count(*) from returns where tenant_id = $1 and {where}", target.TenantId);

    private static DemoBatch Live(DemoPlan plan, DemoTotals before)
    {
        using var traffic = new DemoTraffic(plan, new(Now, DemoState.FirstOrder + before.Orders, before.Customers + 1, [], []));
        return traffic.Advance(Now.AddDays(14));
    }
}
