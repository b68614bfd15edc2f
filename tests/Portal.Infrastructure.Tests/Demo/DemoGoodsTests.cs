using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Demo;

/// <summary>The demo store's goods agree with its orders and with each other.</summary>
public sealed class DemoGoodsTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Create_Stock_IsWhatCameLessWhatWentAndNeverBelowZero()
    {
        var (target, _, totals) = await demo.CreateAsync(Now, 60, scale: 0.5);

        Task<long> CountAsync(string sql) => demo.Database.ScalarAsync<long>(sql, target.TenantId);

        Assert.True(totals.Orders > 50);
        Assert.Equal(
            await CountAsync("""
                select sum(l.quantity)::bigint from order_lines l join orders o on o.tenant_id = $1 and o.id = l.order_id
                where l.tenant_id = $1 and o.status <> 'cancelled'
                """),
            await CountAsync("select -sum(quantity) from stock_movements where tenant_id = $1 and kind = 'sale'"));
        Assert.Equal(
            await CountAsync("""
                select coalesce(sum(l.quantity), 0)::bigint from return_lines l join returns r on r.tenant_id = $1 and r.id = l.return_id
                where l.tenant_id = $1 and l.restock and r.state in ('received', 'closed')
                """),
            await CountAsync("select coalesce(sum(quantity), 0) from stock_movements where tenant_id = $1 and kind = 'return'"));
        Assert.Equal(0, await CountAsync("""
            select count(*) from (select sum(moved) over (partition by variant_id order by day) as level from stock_days
              where tenant_id = $1) s where level < 0
            """));
        Assert.Equal(0, await CountAsync("""
            select count(*) from purchase_receipts r
            where r.tenant_id = $1 and (select sum(quantity) from stock_movements m where m.tenant_id = $1 and m.receipt_id = r.id)
              is distinct from (select sum(quantity) from purchase_receipt_lines l where l.tenant_id = $1 and l.receipt_id = r.id)
            """));
        Assert.True(await CountAsync("select count(*) from purchase_orders where tenant_id = $1 and status = 'ordered'") > 0);
    }

    [Fact]
    public async Task Create_Prices_FollowEachOtherUpToTheVariants()
    {
        var (target, _, _) = await demo.CreateAsync(Now, 2);

        Task<long> CountAsync(string sql) => demo.Database.ScalarAsync<long>(sql, target.TenantId);

        Assert.Equal(0, await CountAsync("""
            select count(*) from (select until, lead(since) over (partition by variant_id order by since) as next from variant_prices
              where tenant_id = $1) p where until is distinct from next
            """));
        Assert.Equal(0, await CountAsync("""
            select count(*) from variants v left join variant_prices p on p.tenant_id = v.tenant_id and p.variant_id = v.id
              and p.until is null
            where v.tenant_id = $1 and (p.price, p.promotion) is distinct from (v.price, v.promotion)
            """));
        Assert.True(await CountAsync("select count(*) from variant_prices where tenant_id = $1 and compare_at_price > price") > 100);
        Assert.Equal(0, await CountAsync(
            "select count(*) from variants where tenant_id = $1 and (cost is null or cost >= price or supplier_id is null)"));
    }
}
