using Portal.Domain.Demo;
using Portal.Infrastructure.Demo;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Demo;

public sealed class DemoCatchUpTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private const double Scale = 1;

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Run_AfterTwoDays_FillsEveryHourAndRepeatsNothing()
    {
        var (target, _, before) = await demo.CreateAsync(Now.AddHours(-50), 4, scale: Scale);

        var written = await RunAsync(target, fill: true);

        Assert.Equal(before.Events + written.Events,
            await CountAsync(target, "select count(distinct message_id) from events where tenant_id = $1"));
        Assert.Equal(before.Orders + written.Orders,
            await CountAsync(target, "select count(distinct number) from orders where tenant_id = $1"));
        Assert.Equal(before.Orders + written.Orders,
            await CountAsync(target, "select max(substring(number from 4)::bigint) - 10000 from orders where tenant_id = $1"));
        Assert.Equal(before.Customers + written.Customers,
            await CountAsync(target, "select count(distinct external_id) from customers where tenant_id = $1"));
        Assert.Equal(0, await CountAsync(target, """
            select count(*) from generate_series(now() - interval '49 hours', now() - interval '1 hour', interval '1 hour') h
            where not exists (select from events e where e.tenant_id = $1 and e.occurred_at >= h and e.occurred_at < h + interval '1 hour')
            """));
        Assert.InRange(written.Events / (50 / 24.0) / (before.Events / 4.0), 0.7, 1.4);
    }

    [Fact]
    public async Task Run_OrdersOfBeforeTheStop_AreRefundedOnTime()
    {
        var (target, _, _) = await demo.CreateAsync(Now.AddDays(-10), 20, scale: Scale);

        await RunAsync(target, fill: true);

        Assert.True(await CountAsync(target, """
            select count(*) from orders o join events e on e.tenant_id = o.tenant_id and e.order_id = o.number and e.name = 'order_refunded'
              and e.revenue = o.refunded
            where o.tenant_id = $1 and o.placed_at < now() - interval '10 days' and e.occurred_at > now() - interval '10 days'
            """) > 0);
        Assert.Equal(0, await CountAsync(target, """
            select count(*) from orders o where o.tenant_id = $1 and o.refunded <> coalesce(
              (select sum(e.revenue) from events e where e.tenant_id = o.tenant_id and e.order_id = o.number
                and e.name = 'order_refunded'), 0)
            """));
    }

    [Fact]
    public async Task Run_WasPaused_WritesNothing()
    {
        var (target, _, before) = await demo.CreateAsync(Now.AddHours(-5), 1, scale: Scale);

        var written = await RunAsync(target, fill: false);

        Assert.Equal(0, written.Events);
        Assert.Equal(before.Events, await CountAsync(target, "select count(*) from events where tenant_id = $1"));
    }

    [Fact]
    public async Task Run_OrderWithoutItsEvent_IsTakenAway()
    {
        var (target, _, before) = await demo.CreateAsync(Now.AddMinutes(-5), 1, scale: Scale);
        await demo.Database.ExecuteAsync("""
            insert into orders (tenant_id, id, number, external_id, source, customer_id, placed_at, placed_on, revised_at, status, currency,
              subtotal, discount, tax, shipping, total, channel)
            select tenant_id, gen_random_uuid(), 'KK-99999', 'KK-99999', source, customer_id, now() - interval '4 minutes', current_date,
              now(), status, currency, subtotal, discount, tax,
              shipping, total, channel
            from orders where tenant_id = $1 limit 1
            """, target.TenantId);

        var written = await RunAsync(target, fill: true);

        Assert.Equal(before.Orders + written.Orders, await CountAsync(target, "select count(*) from orders where tenant_id = $1"));
        Assert.Equal(0, await CountAsync(target, "select count(*) from orders where tenant_id = $1 and number = 'KK-99999'"));
    }

    [Fact]
    public async Task Run_NoDemoStore_IsNothingToDo()
    {
        var result = await new DemoCatchUp(demo.Database.Owner).RunAsync(
            new(Guid.NewGuid(), Guid.NewGuid()), DemoProfile.Seed, Scale, Now, true, TestContext.Current.CancellationToken);

        Assert.Null(result);
    }

    private async Task<DemoTotals> RunAsync(DemoTarget target, bool fill)
    {
        var result = await new DemoCatchUp(demo.Database.Owner)
            .RunAsync(target, DemoProfile.Seed, Scale, Now, fill, TestContext.Current.CancellationToken);
        using var traffic = result!.Value.Traffic;
        Assert.Equal(Now, traffic.At);
        return result.Value.Written;
    }

    private Task<long> CountAsync(DemoTarget target, string sql) => demo.Database.ScalarAsync<long>(sql, target.TenantId);
}
