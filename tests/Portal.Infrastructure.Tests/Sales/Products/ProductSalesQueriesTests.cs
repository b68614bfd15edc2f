using System.Globalization;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Sales.Products;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Sales.Products;

public sealed class ProductSalesQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DayRange March = new(new(2026, 3, 1), new(2026, 3, 31));

    private readonly OrderWriter _writer = new(postgres.Database, TimeProvider.System);
    private readonly ProductSalesQueries _products = new(postgres.Database);

    [Fact]
    public async Task Find_OrderWithEverything_LeavesEachProductItsShare()
    {
        var store = await StoreAsync();
        // 60 of tea and 40 of cups: six and four tenths of the order's discount of 10, its fee of 1 and a refund of 5 without lines.
        await WriteAsync(store, Order("o-1", 3, new(1, "TEA", "Tea", 4, 15), new(2, "CUP", "Cup", 2, 20)) with
        {
            Discount = 10,
            Channel = "email"
        }, fee: 1);
        await RefundAsync(store, new RefundInput("r-1", "o-1", At(9), "EUR", []) { Amount = 5 });
        await SpendAsync(store, 3, "email", 20);
        await SpendAsync(store, 3, "sms", 7);

        var report = await _products.FindAsync(store.TenantId, March, AccountingBasis.Event, ProductLevel.Variant, Cancel);

        // Cost: 4 × 6 of tea at the sale; cups have none.
        Assert.Equal(
            [("TEA", new ProductFigures(1, 4, 0, 60, 6, 3, 0.6m, 24, 12)), ("CUP", new ProductFigures(1, 2, 0, 40, 4, 2, 0.4m, 0, 8))],
            report.Rows.Select(row => (row.Key, row.Figures)));
        Assert.Equal((27m, 14.4m), (report.Rows[0].Figures.Margin, report.Rows[0].Figures.Contribution));
        Assert.Equal(report.Rows[0].Figures, await _products.OneAsync(store.TenantId, "TEA", March, AccountingBasis.Event, Cancel));
        // What was spent on a channel that brought nothing is charged to nobody.
        Assert.Equal((27m, 20m), (report.AdSpend, report.Total.Ads));
    }

    [Fact]
    public async Task Find_SharesThatDoNotDivide_AddUpToTheWhole()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Order("o-1", 3, new(1, "A", "A", 1, 1), new(2, "B", "B", 1, 1),
            new(3, "C", "C", 1, 1)) with
        { Discount = 1 });

        var report = await _products.FindAsync(store.TenantId, March, AccountingBasis.Order, ProductLevel.Variant, Cancel);

        Assert.Equal([0.3333m, 0.3334m, 0.3333m], report.Rows.OrderBy(row => row.Key).Select(row => row.Figures.Discounts));
    }

    [Fact]
    public async Task Find_LineTakenOutLater_CountsItsOrderUntilThen()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Order("o-1", 3, new(1, "TEA", "Tea", 1, 15), new(2, "CUP", "Cup", 1, 20)));
        await WriteAsync(store, Order("o-1", 3, new OrderLineInput(1, "TEA", "Tea", 1, 15)) with { RevisedAt = At(20) });

        Assert.Equal([("CUP", 1L), ("TEA", 1L)], await OrdersAsync(store, new(March.From, Date(19))));
        Assert.Equal([("CUP", -1L)], await OrdersAsync(store, new(Date(20), March.To)));
        Assert.Equal([("TEA", 1L)], await OrdersAsync(store, March));
    }

    [Fact]
    public async Task Find_ByLevel_PutsVariantsTogether()
    {
        var store = await StoreAsync();
        await postgres.Database.ExecuteAsync("""
            with c as (insert into categories (tenant_id, name, path) values ($1, 'Drinks', 'Drinks') returning id),
              b as (insert into brands (tenant_id, name) values ($1, 'Leaf') returning id)
            update products p set category_id = c.id, brand_id = b.id from c, b where p.tenant_id = $1 and p.external_id = 'TEA'
            """, store.TenantId);
        await postgres.Database.ExecuteAsync("""
            insert into variants (tenant_id, product_id, sku, title, currency, created_at, updated_at)
            select $1, id, 'TEA-L', 'Large', 'EUR', now(), now() from products where tenant_id = $1 and external_id = 'TEA'
            """, store.TenantId);
        await WriteAsync(store, Order("o-1", 3, new(1, "TEA", "Tea", 1, 15), new(2, "TEA-L", "Tea", 1, 25), new(3, "", "Gift wrap", 1, 2)));

        Assert.Equal(["TEA 40", " 2"], await NetAsync(store, ProductLevel.Product));
        Assert.Equal(["TEA-L 25", "TEA 15", " 2"], await NetAsync(store, ProductLevel.Variant));
        Assert.Equal(["Drinks 40", " 2"], await NetAsync(store, ProductLevel.Category));
        Assert.Equal(["Leaf 40", " 2"], await NetAsync(store, ProductLevel.Brand));
    }

    [Fact]
    public async Task Find_DaysBefore_AreCompared()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Order("o-1", 8, new OrderLineInput(1, "TEA", "Tea", 2, 15)));
        await WriteAsync(store, Order("o-2", 4, new OrderLineInput(1, "TEA", "Tea", 1, 15), new OrderLineInput(2, "CUP", "Cup", 1, 20)));

        var report = await _products.FindAsync(store.TenantId, new(new(2026, 3, 6), new(2026, 3, 10)), AccountingBasis.Event,
            ProductLevel.Product, Cancel);

        Assert.Equal([("TEA", 30m, 15m, (decimal?)1), ("CUP", 0, 20, -1)],
            report.Rows.Select(row => (row.Key, row.Figures.Net, row.Before.Net, row.Growth)));
        Assert.Equal(35m, report.Before.Net);
    }

    [Fact]
    public async Task Find_Weeks_TellTheSteadyFromTheRest()
    {
        var store = await StoreAsync();
        for (var week = 0; week < 13; week++)
        {
            // Tea: 10 a week. Cup: 26 units in one week of thirteen, a deviation of 7.2 around a mean of 2.
            await WriteAsync(store, new($"t-{week}", At(week), At(week), "EUR",
                [new(1, "TEA", "Tea", 10, 1), .. week == 0 ? (OrderLineInput[])[new(2, "CUP", "Cup", 26, 1)] : []]));
        }

        var report = await _products.FindAsync(store.TenantId, new(new(2025, 12, 29), new(2026, 3, 29)), AccountingBasis.Event,
            ProductLevel.Product, Cancel);

        Assert.Equal([("TEA", "AX"), ("CUP", "BZ")], report.Rows.Select(row => (row.Key, row.Class)));
        static DateTimeOffset At(int week) => new DateTimeOffset(2025, 12, 30, 9, 0, 0, TimeSpan.Zero).AddDays(7 * week);
    }

    [Fact]
    public async Task Find_VariantsThatTakeTurns_AreSteadyTogether()
    {
        var store = await StoreAsync();
        await postgres.Database.ExecuteAsync("""
            insert into variants (tenant_id, product_id, sku, title, currency, created_at, updated_at)
            select $1, id, 'TEA-L', 'Large', 'EUR', now(), now() from products where tenant_id = $1 and external_id = 'TEA'
            """, store.TenantId);
        for (var week = 0; week < 13; week++)
        {
            var at = new DateTimeOffset(2025, 12, 30, 9, 0, 0, TimeSpan.Zero).AddDays(7 * week);
            await WriteAsync(store, new($"t-{week}", at, at, "EUR", [new(1, week % 2 == 0 ? "TEA" : "TEA-L", "Tea", 20, 1),
                new(2, "CUP", "Cup", 1, 1)]));
        }

        // 20 every other week: deviations of 0.96 and, from its first week on, 1.04 of the mean.
        Assert.Equal([("TEA", 'Y'), ("TEA-L", 'Z'), ("CUP", 'X')], await ClassesAsync(ProductLevel.Variant));
        Assert.Equal([("TEA", 'X'), ("CUP", 'X')], await ClassesAsync(ProductLevel.Product));

        async Task<IEnumerable<(string, char)>> ClassesAsync(ProductLevel level) =>
            (await _products.FindAsync(store.TenantId, new(new(2025, 12, 29), new(2026, 3, 29)), AccountingBasis.Event, level,
                Cancel)).Rows.Select(row => (row.Key, row.Xyz));
    }

    [Theory]
    [InlineData("2026-01-01", "2026-05-31", 5)]
    [InlineData("2026-02-05", "2026-04-14", 3)]
    [InlineData("2026-03-09", "2026-03-09", 1)]
    public async Task Find_OverMonthsAndDaysBeside_CountsEachOrderOnce(string from, string to, int orders)
    {
        var store = await StoreAsync();
        for (var month = 1; month <= 5; month++)
        {
            var at = new DateTimeOffset(2026, month, 9, 9, 0, 0, TimeSpan.Zero);
            await WriteAsync(store, new($"o-{month}", at, at, "EUR", [new(1, "TEA", "Tea", 2, 15)]) { Channel = "email" });
        }

        await SpendAsync(store, 9, "email", 10);
        var range = DayRange.Parse(from, to)!;

        var figures = (await _products.FindAsync(store.TenantId, range, AccountingBasis.Order, ProductLevel.Product, Cancel)).Total;

        Assert.Equal((orders, 30m * orders, 10m), (figures.Orders, figures.Gross, figures.Ads));
        Assert.Equal([new("TEA", "Tea", 30m * orders)], await _products.BestAsync(store.TenantId, range, AccountingBasis.Order, 8, Cancel));
    }

    [Fact]
    public async Task Days_OfAProduct_AreItsOwn()
    {
        var store = await StoreAsync();
        await WriteAsync(store, Order("o-1", 3, new(1, "TEA", "Tea", 2, 15), new(2, "CUP", "Cup", 1, 20)));
        await RefundAsync(store, new RefundInput("r-1", "o-1", At(9), "EUR", [new(1, 1, "TEA", "Tea", 1, 15)]));

        Assert.Equal([new(Date(3), 2, 30), new(Date(9), 0, -15)],
            await _products.DaysAsync(store.TenantId, "TEA", March, AccountingBasis.Event, Cancel));
        Assert.Equal([new(Date(3), 2, 15)], await _products.DaysAsync(store.TenantId, "TEA", March, AccountingBasis.Order, Cancel));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing()
    {
        var (store, stranger) = (await StoreAsync(), await StoreAsync());
        await WriteAsync(store, Order("o-1", 3, new OrderLineInput(1, "TEA", "Tea", 2, 15)));
        await SpendAsync(store, 3, "email", 20);

        var report = await _products.FindAsync(stranger.TenantId, March, AccountingBasis.Event, ProductLevel.Product, Cancel);

        Assert.Empty(report.Rows);
        Assert.Equal(0, report.AdSpend);
        Assert.Equal(ProductFigures.None, await _products.OneAsync(stranger.TenantId, "TEA", March, AccountingBasis.Event, Cancel));
        Assert.Empty(await _products.DaysAsync(stranger.TenantId, "TEA", March, AccountingBasis.Event, Cancel));
        Assert.Empty(await _products.BestAsync(stranger.TenantId, March, AccountingBasis.Event, 8, Cancel));
    }

    private static DateTimeOffset At(int day) => new(2026, 3, day, 9, 0, 0, TimeSpan.Zero);

    private static DateOnly Date(int day) => new(2026, 3, day);

    private static OrderInput Order(string id, int day, params OrderLineInput[] lines) => new(id, At(day), At(day), "EUR", lines);

    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['TEA', 'CUP'], array['Tea', 'Cup'], now())", store.TenantId);
        await postgres.Database.ExecuteAsync("update variants set cost = 6 where tenant_id = $1 and sku = 'TEA'", store.TenantId);
        return store;
    }

    private async Task WriteAsync(TestStore store, OrderInput order, decimal fee = 0) =>
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([order])
        {
            Payments = fee == 0 ? [] : [new($"p-{order.ExternalId}", order.ExternalId, "Card", PaymentState.Captured, 100, order.PlacedAt,
            Fee: fee)],
        }, Cancel);

    private async Task RefundAsync(TestStore store, RefundInput refund) =>
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([]) { Refunds = [refund] }, Cancel);

    private async Task SpendAsync(TestStore store, int day, string channel, decimal cost) => await postgres.Database.ExecuteAsync(
        "insert into ad_spend (tenant_id, day, channel, cost, currency, updated_at) values ($1, $2, $3, $4, 'EUR', now())", store.TenantId,
        Date(day), channel, cost);

    private async Task<IEnumerable<(string, long)>> OrdersAsync(TestStore store, DayRange range) =>
        (await _products.FindAsync(store.TenantId, range, AccountingBasis.Event, ProductLevel.Variant, Cancel)).Rows
            .Where(row => row.Figures != ProductFigures.None).Select(row => (row.Key, row.Figures.Orders));

    private async Task<IEnumerable<string>> NetAsync(TestStore store, ProductLevel level) =>
        (await _products.FindAsync(store.TenantId, March, AccountingBasis.Event, level,
            Cancel)).Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Key} {row.Figures.Net:0.##}"));
}
