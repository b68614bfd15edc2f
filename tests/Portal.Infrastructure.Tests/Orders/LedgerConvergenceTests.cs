using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Sales;
using Portal.Infrastructure.Sales.Products;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Orders;

/// <summary>Edits, late webhooks, browser events and refunds end in one state, in whatever order and batches they come.</summary>
public sealed class LedgerConvergenceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly string[] Currencies = ["EUR", "EUR", "USD", "IDR"];
    private static readonly OrderStatus[] Statuses =
        [OrderStatus.Paid, OrderStatus.Paid, OrderStatus.Paid, OrderStatus.Fulfilled, OrderStatus.Delivered, OrderStatus.Refunded,
            OrderStatus.Returned, OrderStatus.Cancelled];

    private readonly OrderWriter _writer = new(postgres.Database, TimeProvider.System);
    private readonly SalesQueries _sales = new(postgres.Database);
    private readonly ProductSalesQueries _products = new(postgres.Database);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Write_AnyOrderOfTheSameWords_EndsInTheSameState(int seed)
    {
        var random = new Random(seed);
        var words = Words(random);
        var inOrder = await StoreAsync();
        var shuffled = await StoreAsync();

        foreach (var word in words)
            await WriteAsync(inOrder, [word]);
        var mixed = words.Concat(words.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(mixed);
        for (var at = 0; at < mixed.Length;)
        {
            var batch = mixed.Skip(at).Take(1 + random.Next(6)).ToList();
            await WriteAsync(shuffled, batch);
            at += batch.Count;
        }

        Assert.Equal(await postgres.Database.OrdersAsync(inOrder.TenantId), await postgres.Database.OrdersAsync(shuffled.TenantId));
        Assert.Equal(await postgres.Database.LedgerAsync(inOrder.TenantId), await postgres.Database.LedgerAsync(shuffled.TenantId));
        Assert.Equal(await postgres.Database.MovedAsync(inOrder.TenantId), await postgres.Database.MovedAsync(shuffled.TenantId));
        Assert.Equal(await postgres.Database.ProductsAsync(inOrder.TenantId), await postgres.Database.ProductsAsync(shuffled.TenantId));
        foreach (var store in (TestStore[])[inOrder, shuffled])
        {
            Assert.Equal(await postgres.Database.CountedStockAsync(store.TenantId), await postgres.Database.StockAsync(store.TenantId));
            Assert.Equal(await postgres.Database.CountedRollupsAsync(store.TenantId), await postgres.Database.RollupsAsync(store.TenantId));
            Assert.Equal(await postgres.Database.CountedOrderCountsAsync(store.TenantId),
                await postgres.Database.OrderCountsAsync(store.TenantId));
            Assert.Equal(await postgres.Database.CountedRefundedAsync(store.TenantId),
                await postgres.Database.RefundedByRefundsAsync(store.TenantId));
            for (var tries = 0; tries < 10; tries++)
            {
                var (from, to) = (First.AddDays(random.Next(15)), First.AddDays(15 + random.Next(30)));
                Assert.Equal(await postgres.Database.CountedCustomersAsync(store.TenantId, from, to),
                    await _sales.CustomersAsync(store.TenantId, new(from, to), Cancel));
                await ProductsEqualTheOverviewAsync(store.TenantId, new(from, to));
            }
        }
    }

    [Fact]
    public async Task Refunds_OfEverything_MakeTheOrderRefundedUntilOneIsCorrected()
    {
        var store = await StoreAsync();
        var (placed, back) = (At(1, 0), At(3, 0));
        OrderInput Says(int hours, OrderStatus status) =>
            new("o-1", placed, placed.AddHours(hours), "EUR", [new(1, "S1", "Thing", 2, 10)]) { Status = status };
        RefundInput Gives(string id, decimal amount) => new(id, "o-1", back, "EUR", []) { Amount = amount };
        async Task<string> AfterAsync(OrderInput? order, RefundInput? refund)
        {
            await WriteAsync(store, [(OrderSource.Webhook, order, refund)]);
            return await postgres.Database.ScalarAsync<string>(
                "select concat_ws(' of ', (select status from orders where tenant_id = $1), (select stated_status from orders where "
                + "tenant_id = $1))", store.TenantId);
        }

        Assert.Equal("", await AfterAsync(null, Gives("r-1", 12)));
        Assert.Equal("paid", await AfterAsync(Says(0, OrderStatus.Paid), null));
        Assert.Equal("refunded of paid", await AfterAsync(null, Gives("r-2", 8)));
        Assert.Equal("refunded of delivered", await AfterAsync(Says(200, OrderStatus.Delivered), null));
        Assert.Equal("refunded of delivered", await AfterAsync(Says(100, OrderStatus.Fulfilled), null));
        Assert.Equal("delivered", await AfterAsync(null, Gives("r-2", 7)));
        Assert.Equal("refunded of delivered", await AfterAsync(null, Gives("r-3", 1)));
        Assert.Equal("returned", await AfterAsync(Says(300, OrderStatus.Returned), null));
        Assert.Equal("refunded", await AfterAsync(Says(400, OrderStatus.Refunded), null));
        Assert.Equal(["2026-03-01 refunded t 1"], await postgres.Database.OrderCountsAsync(store.TenantId));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task BookDaysAgain_AfterTheZoneChanged_EndsAsIfItHadAlwaysBeenSo(int seed)
    {
        var words = Words(new(seed));
        var moved = await StoreAsync();
        var settled = await StoreAsync("Asia/Jakarta");
        foreach (var store in (TestStore[])[moved, settled])
            await postgres.Database.ExecuteAsync(
                "update exchange_rates set rate = case currency when 'USD' then 0.92 else 0.00005 end where tenant_id = $1",
                store.TenantId);
        await WriteAsync(moved, words);
        await WriteAsync(settled, words);
        var again = new RebookOrderDays(postgres.Database, TimeProvider.System);
        Assert.DoesNotContain(moved.TenantId, await again.StoresAsync(Cancel));
        Assert.Equal(0, await again.RunAsync(moved.TenantId, Cancel));

        Assert.True((await new UpdateStoreProfile(postgres.Db)
            .RunAsync(moved.TenantId, new("Gifts", "Asia/Jakarta", "ID", null), Cancel)).None);
        Assert.Contains(moved.TenantId, await again.StoresAsync(Cancel));
        Assert.Equal(12, await again.RunAsync(moved.TenantId, Cancel));

        Assert.Equal(await postgres.Database.LedgerAsync(settled.TenantId), await postgres.Database.LedgerAsync(moved.TenantId));
        Assert.Equal(await postgres.Database.RollupsAsync(settled.TenantId), await postgres.Database.RollupsAsync(moved.TenantId));
        Assert.Equal(await postgres.Database.ProductsAsync(settled.TenantId), await postgres.Database.ProductsAsync(moved.TenantId));
        Assert.Equal(await StockDaysAsync(settled), await StockDaysAsync(moved));
        Assert.Equal(await postgres.Database.OrderCountsAsync(settled.TenantId), await postgres.Database.OrderCountsAsync(moved.TenantId));
        Assert.Equal(await _sales.CustomersAsync(settled.TenantId, new(First, First.AddDays(9)), Cancel),
            await _sales.CustomersAsync(moved.TenantId, new(First, First.AddDays(9)), Cancel));
        Assert.DoesNotContain(moved.TenantId, await again.StoresAsync(Cancel));
    }

    private Task<List<string>> StockDaysAsync(TestStore store) => postgres.Database.ListAsync<string>("""
        select concat_ws(' ', v.sku, d.day, d.sold, d.returned, d.received) from stock_days d join variants v on v.tenant_id = d.tenant_id
          and v.id = d.variant_id
        where d.tenant_id = $1 and (d.sold, d.returned, d.received) <> (0, 0, 0) order by 1
        """, store.TenantId);

    private async Task ProductsEqualTheOverviewAsync(Guid tenantId, DayRange range)
    {
        foreach (var basis in Enum.GetValues<AccountingBasis>())
        {
            var (products, sales) = ((await _products.FindAsync(tenantId, range, basis, ProductLevel.Variant, Cancel)).Total,
                await _sales.TotalAsync(tenantId, range, basis, Cancel));
            Assert.Equal(
                (sales.Gross, sales.Discounts, sales.Refunds, sales.Net, sales.Fees, sales.Cost, sales.Units, sales.RefundedUnits),
                (products.Gross, products.Discounts, products.Refunds, products.Net, products.Fees, products.Cost, products.Units,
                    products.RefundedUnits));
        }
    }

    private static List<(OrderSource Source, OrderInput? Order, RefundInput? Refund)> Words(Random random)
    {
        var words = new List<(OrderSource, OrderInput?, RefundInput?)>();
        for (var order = 0; order < 12; order++)
        {
            var (id, currency) = ($"o-{order}", Currencies[random.Next(Currencies.Length)]);
            var placed = At(random.Next(20), random.Next(86_400));
            if (random.Next(2) == 0)
                words.Add((OrderSource.Browser, Order(random, id, currency, placed, placed.AddSeconds(2)), null));
            for (var revision = random.Next(4); revision >= 0; revision--)
                words.Add(((OrderSource)(1 + random.Next(3)),
                    Order(random, id, currency, placed, placed.AddHours((revision * 20) + random.Next(19))), null));
            for (var refund = random.Next(3); refund > 0; refund--)
                words.Add((OrderSource.Webhook, null,
                    Refund(random, $"r-{order}-{refund}", id, currency, placed.AddDays(random.Next(12)))));

            // More than the order, so that no word on it leaves some.
            if (random.Next(3) == 0)
                words.Add((OrderSource.Api, null, Refund(random, $"r-{order}-rest", id, currency,
                    placed.AddDays(random.Next(12))) with
                { Shipping = 1_000 }));
        }

        return words;
    }

    private static OrderInput Order(Random random, string id, string currency, DateTimeOffset placed, DateTimeOffset revised) => new(
        id, placed, revised, currency,
        [.. Enumerable.Range(1, 1 + random.Next(3))
            .Select(line => new OrderLineInput(line, $"S{random.Next(4)}", "Thing", 1 + random.Next(3), random.Next(1, 9_000) / 100m,
            random.Next(3) * 0.05m, random.Next(2) * 0.19m))])
    {
        Status = Statuses[random.Next(Statuses.Length)],
        Customer = random.Next(5) == 0 ? null : new($"c-{random.Next(5)}"),
        Country = random.Next(2) == 0 ? "DE" : null,
        Channel = random.Next(2) == 0 ? "web" : "shop",
        Discount = random.Next(3),
        Shipping = random.Next(2) * 4.9m,
        Tax = random.Next(2),
    };

    private static RefundInput Refund(Random random, string id, string order, string currency, DateTimeOffset at) => new(
        id, order, at, currency, [new(1, 1, "S1", "Thing", 1, random.Next(1, 900) / 100m, random.Next(2) * 0.3m,
            Restock: random.Next(2) == 0)])
    {
        Amount = random.Next(2),
        Shipping = random.Next(2),
    };

    private static DateTimeOffset At(int day, int second) =>
        new DateTimeOffset(First, default, TimeSpan.Zero).AddDays(day).AddSeconds(second);

    private async Task<TestStore> StoreAsync(string zone = "America/New_York")
    {
        var store = await TestStore.CreateAsync(postgres.Database, timeZone: zone);
        await postgres.Database.ExecuteAsync("""
            insert into exchange_rates (tenant_id, currency, day, rate)
            select $1, c.currency, day::date, c.rate + extract(day from day) * c.rate / 100
            from (values ('USD', 0.92345678), ('IDR', 0.00005432)) c (currency, rate), generate_series('2026-02-01'::date, '2026-05-01',
              '1 day') day
            """, store.TenantId);
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['S0', 'S1', 'S2', 'S3'], array['A', 'B', 'C', 'D'], now())",
            store.TenantId);

        // S3 is never counted, S2 from the middle of the days on.
        await postgres.Database.ExecuteAsync("""
            insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
            select $1, v.id, l.id, 'receipt', 100, case v.sku when 'S2' then '2026-03-11'::timestamptz else '2026-02-01' end
            from variants v join locations l on l.tenant_id = $1 where v.tenant_id = $1 and v.sku <> 'S3'
            """, store.TenantId);
        return store;
    }

    private async Task WriteAsync(TestStore store, IReadOnlyList<(OrderSource Source, OrderInput? Order, RefundInput? Refund)> words)
    {
        foreach (var source in words.GroupBy(word => word.Source))
        {
            await _writer.WriteAsync(store.TenantId, source.Key, new([.. source.Select(word => word.Order).OfType<OrderInput>()])
            {
                Refunds = [.. source.Select(word => word.Refund).OfType<RefundInput>()],
                Payments = [.. source.Select(word => word.Order).OfType<OrderInput>().Where(order => order.Customer is not null)
                    .Select(order => new PaymentInput($"p-{order.ExternalId}", order.ExternalId, "Card", PaymentState.Captured, 10,
                    order.PlacedAt, Fee: 0.37m))],
            }, Cancel);
        }
    }
}
