using Portal.Domain.Events;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Orders.Writing;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Orders;

public sealed class OrderStockTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly OrderWriter _writer = new(postgres.Database, TimeProvider.System);

    [Fact]
    public async Task Write_Order_TakesItsGoodsFromTheShelfOnce()
    {
        var store = await StoreAsync();

        await WriteAsync(store, Tea("o-1", 3));
        await WriteAsync(store, Tea("o-1", 3));

        Assert.Equal(["sale TEA main 2026-03-03 -2"], await MovesAsync(store));
        Assert.Equal(["TEA main 8"], await LevelsAsync(store));
    }

    [Fact]
    public async Task Write_Edit_AppendsTheDifference()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Tea("o-1", 3));

        await WriteAsync(store, Tea("o-1", 3, quantity: 5) with { RevisedAt = Day(6) });

        Assert.Equal(["sale TEA main 2026-03-03 -2", "sale TEA main 2026-03-03 -3"], await MovesAsync(store));
        Assert.Equal(["TEA main 5"], await LevelsAsync(store));
    }

    [Fact]
    public async Task Write_Cancelled_IsBackOnTheDayOfTheCancellation()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Tea("o-1", 3));

        await WriteAsync(store, Tea("o-1", 3) with { Status = OrderStatus.Cancelled, CancelledAt = Day(5), RevisedAt = Day(5) });

        Assert.Equal(["sale TEA main 2026-03-03 -2", "sale TEA main 2026-03-05 2"], await MovesAsync(store));
        Assert.Equal(["TEA main 10"], await LevelsAsync(store));
    }

    [Theory]
    [InlineData(true, "TEA main 9")]
    [InlineData(false, "TEA main 8")]
    public async Task Write_Refund_IsBackOnlyWhenItIsForSaleAgain(bool restock, string level)
    {
        var store = await StoreAsync();
        await WriteAsync(store, Tea("o-1", 3));

        await _writer.WriteAsync(store.TenantId, OrderSource.Webhook, new([])
        {
            Refunds = [new("r-1", "o-1", Day(9), "EUR", [new(1, 1, "TEA", "Tea", 1, 15, Restock: restock)])],
        }, Cancel);

        Assert.Equal([level], await LevelsAsync(store));
    }

    [Fact]
    public async Task Write_OrderFromBeforeTheCount_MovesNothing()
    {
        var store = await StoreAsync();

        await WriteAsync(store, Tea("o-1", 1, hour: 7));
        await WriteAsync(store, Tea("o-2", 1, hour: 8));

        Assert.Equal(["TEA main 8"], await LevelsAsync(store));
    }

    [Fact]
    public async Task Write_DraftAndVariantWithoutACount_MoveNothing()
    {
        var store = await StoreAsync();

        await WriteAsync(store, Tea("o-1", 3) with { Status = OrderStatus.Draft });
        await WriteAsync(store, new OrderInput("o-2", Day(3), Day(3), "EUR", [new(1, "CUP", "Cup", 1, 9), new(2, "", "Postage", 1, 5)]));

        Assert.Empty(await MovesAsync(store));
    }

    [Fact]
    public async Task Write_CountedElsewhere_TakesFromThere()
    {
        var store = await StoreAsync();
        await postgres.Database.ExecuteAsync("insert into locations (tenant_id, code, name) values ($1, 'shop', 'Shop')", store.TenantId);
        await CountAsync(store, "CUP", "shop", 4);

        await WriteAsync(store, new OrderInput("o-1", Day(3), Day(3), "EUR", [new(1, "CUP", "Cup", 1, 9)]));

        Assert.Equal(["sale CUP shop 2026-03-03 -1"], await MovesAsync(store));
    }

    [Fact]
    public async Task Write_LaterCountAtTheDefaultLocation_LeavesTheOrderWhereItWas()
    {
        var store = await StoreAsync();
        await postgres.Database.ExecuteAsync("insert into locations (tenant_id, code, name) values ($1, 'shop', 'Shop')", store.TenantId);
        await CountAsync(store, "CUP", "shop", 4);
        var order = new OrderInput("o-1", Day(3), Day(3), "EUR", [new(1, "CUP", "Cup", 1, 9)]);
        await WriteAsync(store, order);
        await CountAsync(store, "CUP", "main", 4);

        await WriteAsync(store, order with { RevisedAt = Day(4), Lines = [new(1, "CUP", "Cup", 2, 9)] });

        Assert.Equal(["CUP main 4", "CUP shop 2", "TEA main 10"], await LevelsAsync(store));
    }

    [Fact]
    public async Task Advance_OrderOfTheTracker_MovesTheStockOfItsProducts()
    {
        var at = new DateTime(2026, 3, 3, 8, 0, 0, DateTimeKind.Utc);
        var store = await ProjectedStore.WithAsync(postgres.Database, new TestEvent(EventName.OrderCompleted, at)
        {
            AnonymousId = "anna",
            OrderId = "o-1",
            Revenue = 30,
            Currency = "EUR",
            Properties = """{"products":[{"product_id":"TEA","name":"Tea","quantity":2,"price":15}]}""",
        });
        await GoodsAsync(store.TenantId);

        await new EventOrderIntake(postgres.Database, TimeProvider.System).AdvanceAsync(store.TenantId, Cancel);

        Assert.Equal(8, await postgres.Database.ScalarAsync<int>("select on_hand from stock_levels where tenant_id = $1", store.TenantId));
    }

    [Fact]
    public async Task Write_OtherTenant_LeavesItsStockAlone()
    {
        var store = await StoreAsync();
        var other = await StoreAsync();

        await WriteAsync(store, Tea("o-1", 3));

        Assert.Equal(["TEA main 10"], await LevelsAsync(other));
    }

    private static DateTimeOffset Day(int day, int hour = 9) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private static OrderInput Tea(string id, int day, decimal quantity = 2, int hour = 9) =>
        new(id, Day(day, hour), Day(day, hour), "EUR", [new(1, "TEA", "Tea", quantity, 15)]);

    private Task<OrderWriteResult> WriteAsync(TestStore store, OrderInput order) =>
        _writer.WriteAsync(store.TenantId, OrderSource.Api, new([order]), Cancel);

    // Ten units of tea were counted on the first of March at eight.
    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await GoodsAsync(store.TenantId);
        return store;
    }

    private async Task GoodsAsync(Guid tenantId)
    {
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['TEA', 'CUP'], array['Tea', 'Cup'], now())", tenantId);
        await CountAsync(tenantId, "TEA", "main", 10);
    }

    private Task<int> CountAsync(TestStore store, string sku, string location, int units) =>
        CountAsync(store.TenantId, sku, location, units);

    private Task<int> CountAsync(Guid tenantId, string sku, string location, int units) => postgres.Database.ExecuteAsync("""
        insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
        select $1, v.id, l.id, 'adjustment', $4, '2026-03-01 08:00+00' from variants v join locations l on l.tenant_id = $1 and l.code = $3
          where v.tenant_id = $1 and v.sku = $2
        """, tenantId, sku, location, units);

    private Task<List<string>> MovesAsync(TestStore store) => postgres.Database.ListAsync<string>("""
        select concat_ws(' ', m.kind, v.sku, l.code, m.occurred_at::date, m.quantity)
        from stock_movements m join variants v on v.tenant_id = m.tenant_id and v.id = m.variant_id join locations l
          on l.tenant_id = m.tenant_id and l.id = m.location_id
        where m.tenant_id = $1 and m.order_id is not null order by m.occurred_at, m.recorded_at
        """, store.TenantId);

    private Task<List<string>> LevelsAsync(TestStore store) => postgres.Database.ListAsync<string>("""
        select concat_ws(' ', v.sku, l.code, s.on_hand)
        from stock_levels s join variants v on v.tenant_id = s.tenant_id and v.id = s.variant_id join locations l
          on l.tenant_id = s.tenant_id and l.id = s.location_id
        where s.tenant_id = $1 order by 1
        """, store.TenantId);
}
