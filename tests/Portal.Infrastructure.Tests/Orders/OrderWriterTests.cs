using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Sales;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Orders;

public sealed class OrderWriterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DayRange March = new(new(2026, 3, 1), new(2026, 3, 31));

    private readonly OrderWriter _writer = new(postgres.Database, TimeProvider.System);
    private readonly SalesQueries _sales = new(postgres.Database);

    [Fact]
    public async Task Write_OrderWithEverything_BooksEachKindOnItsDay()
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([Tea("o-1", 3) with { Discount = 2, Shipping = 4.9m, Tax = 5.32m, Customer = new("anna"), Country = "DE",
            Channel = "web" }])
            {
                Payments = [new("p-1", "o-1", "Card", PaymentState.Captured, 38.22m, Day(3), Fee: 0.8m)],
            }, Cancel);

        Assert.Equal(
        [
            "o-1 discount 0 on 2026-03-03 of 2026-03-03 0 2 EUR 2 web DE",
            "o-1 fee 0 on 2026-03-03 of 2026-03-03 0 0.8 EUR 0.8 web DE",
            "o-1 gross 1 TEA on 2026-03-03 of 2026-03-03 2 30 EUR 30 web DE",
            "o-1 order 0 on 2026-03-03 of 2026-03-03 1 0 EUR 0 web DE anna",
            "o-1 shipping 0 on 2026-03-03 of 2026-03-03 0 4.9 EUR 4.9 web DE",
            "o-1 tax 0 on 2026-03-03 of 2026-03-03 0 5.32 EUR 5.32 web DE",
        ], await postgres.Database.LedgerAsync(store.TenantId));
        Assert.Equal(["o-1 api paid 2026-03-03 09:00:00 2026-03-03 09:00:00 38.22 0 5.32 anna 1;TEA;2;30"],
            await postgres.Database.OrdersAsync(store.TenantId));
    }

    [Fact]
    public async Task Write_SameAgain_AddsNothing()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var batch = new OrderInputBatch([Tea("o-1", 3)]) { Refunds = [Refund("r-1", "o-1", 9, 10)] };
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, batch, Cancel);
        var entries = await EntriesAsync(store);

        var result = await _writer.WriteAsync(store.TenantId, OrderSource.Api, batch, Cancel);

        Assert.Equal(InputOutcome.Unchanged, result.Orders["o-1"]);
        Assert.Equal(InputOutcome.Unchanged, result.Refunds["r-1"]);
        Assert.Equal(entries, await EntriesAsync(store));
    }

    [Fact]
    public async Task Write_Edit_CountsTheDifferenceOnItsOwnDayByEventAndOnTheOrdersDayByOrder()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Tea("o-1", 3)]), Cancel);

        var result = await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([Tea("o-1", 3, quantity: 5) with { RevisedAt = Day(6) }]), Cancel);

        Assert.Equal(InputOutcome.Updated, result.Orders["o-1"]);
        Assert.Equal([30m, 45m], (await _sales.DaysAsync(store.TenantId, March, AccountingBasis.Event, Cancel))
            .Select(day => day.Figures.Gross));
        Assert.Equal([75m], (await _sales.DaysAsync(store.TenantId, March, AccountingBasis.Order, Cancel))
            .Select(day => day.Figures.Gross));
        Assert.Equal(1, (await _sales.TotalAsync(store.TenantId, March, AccountingBasis.Event, Cancel)).Orders);
    }

    [Fact]
    public async Task Write_RefundBeforeItsOrder_FindsItWhenItComes()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await _writer.WriteAsync(store.TenantId, OrderSource.Webhook, new([]) { Refunds = [Refund("r-1", "o-1", 9, 10)] }, Cancel);
        Assert.Equal(-10, (await _sales.TotalAsync(store.TenantId, new(new(2026, 3, 9), new(2026, 3, 9)), AccountingBasis.Order,
            Cancel)).Net);

        await _writer.WriteAsync(store.TenantId, OrderSource.Webhook, new([Tea("o-1", 3)]), Cancel);

        Assert.Equal([new DateOnly(2026, 3, 3)], (await _sales.DaysAsync(store.TenantId, March, AccountingBasis.Order, Cancel))
            .Where(day => day.Figures.Net != 0).Select(day => day.Day));
        Assert.Equal([30m, -10m], (await _sales.DaysAsync(store.TenantId, March, AccountingBasis.Event, Cancel))
            .Select(day => day.Figures.Net));
        Assert.Equal(["o-1 webhook paid 2026-03-03 09:00:00 2026-03-03 09:00:00 30 10 0 1;TEA;2;30 r-1;10"],
            await postgres.Database.OrdersAsync(store.TenantId));
    }

    [Fact]
    public async Task Write_ServersWordAfterTheBrowsers_TakesItsPlaceAndNothingCountsTwice()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await _writer.WriteAsync(store.TenantId, OrderSource.Browser, new([Tea("o-1", 3, quantity: 1) with { RevisedAt = Day(20) }]),
            Cancel);

        await _writer.WriteAsync(store.TenantId, OrderSource.Webhook, new([Tea("o-1", 3)]), Cancel);
        var late = await _writer.WriteAsync(store.TenantId, OrderSource.Browser,
            new([Tea("o-1", 3, quantity: 9) with { RevisedAt = Day(21) }]), Cancel);

        Assert.Equal(InputOutcome.Outdated, late.Orders["o-1"]);
        Assert.Equal((30m, 1L, 2m), Short(await _sales.TotalAsync(store.TenantId, March, AccountingBasis.Event, Cancel)));
    }

    [Fact]
    public async Task Write_Cancelled_TakesTheSaleBackOnTheDayOfTheCancellation()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Tea("o-1", 3) with { Customer = new("anna") }]), Cancel);

        await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([Tea("o-1", 3) with { Customer = new("anna"), Status = OrderStatus.Cancelled, CancelledAt = Day(5), RevisedAt = Day(5) }])
            {
                Refunds = [Refund("r-1", "o-1", 5, 30)],
            }, Cancel);

        Assert.Equal([30m, -30m], (await _sales.DaysAsync(store.TenantId, March, AccountingBasis.Event, Cancel))
            .Select(day => day.Figures.Net));
        Assert.Equal((0m, 0L, 0m), Short(await _sales.TotalAsync(store.TenantId, March, AccountingBasis.Order, Cancel)));
        Assert.Equal(0, await _sales.CustomersAsync(store.TenantId, March, Cancel));
    }

    [Fact]
    public async Task Write_OtherCurrency_CountsAtTheRateOfTheDay()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync(
            "insert into exchange_rates (tenant_id, currency, day, rate) values ($1, 'USD', '2026-03-01', 0.9), ($1, 'USD', "
                + "'2026-03-08', 0.8)", store.TenantId);

        var result = await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([Tea("o-1", 3) with { Currency = "USD" }, Tea("o-2", 3) with { Currency = "JPY" }])
            {
                Refunds = [Refund("r-1", "o-1", 9, 10) with { Currency = "USD" }],
            }, Cancel);

        var total = await _sales.TotalAsync(store.TenantId, March, AccountingBasis.Event, Cancel);
        Assert.Equal((27m, 8m), (total.Gross, total.Refunds));
        Assert.Equal(InputOutcome.NoRate, result.Orders["o-2"]);
    }

    [Theory]
    [InlineData("Asia/Jakarta", "2026-03-02T17:30:00Z", 3)]
    [InlineData("America/New_York", "2026-03-08T04:59:00Z", 7)]
    [InlineData("America/New_York", "2026-03-08T05:01:00Z", 8)]
    [InlineData("America/New_York", "2026-03-09T03:59:00Z", 8)]
    [InlineData("America/New_York", "2026-03-09T04:00:00Z", 9)]
    public async Task Write_NearMidnight_CountsOnTheStoresDay(string zone, string at, int day)
    {
        var store = await TestStore.CreateAsync(postgres.Database, timeZone: zone);
        var placed = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Tea("o-1", 3) with { PlacedAt = placed, RevisedAt = placed }]),
            Cancel);

        Assert.Equal([new DateOnly(2026, 3, day)],
            (await _sales.DaysAsync(store.TenantId, March, AccountingBasis.Event, Cancel)).Select(d => d.Day));
    }

    [Fact]
    public async Task Write_KnownVariant_TakesItsCostAtTheSale()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['TEA'], array['Tea'], now())", store.TenantId);
        await postgres.Database.ExecuteAsync("update variants set cost = 6 where tenant_id = $1", store.TenantId);
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Tea("o-1", 3)]), Cancel);
        await postgres.Database.ExecuteAsync("update variants set cost = 7 where tenant_id = $1", store.TenantId);

        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Tea("o-1", 3, quantity: 3) with { RevisedAt = Day(4) }]), Cancel);

        Assert.Equal(18m, (await _sales.TotalAsync(store.TenantId, March, AccountingBasis.Event, Cancel)).Cost);
    }

    [Fact]
    public async Task Total_OtherTenant_SeesNothing()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var stranger = await TestStore.CreateAsync(postgres.Database);
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Tea("o-1", 3) with { Customer = new("anna") }]), Cancel);

        Assert.Equal(SalesFigures.None, await _sales.TotalAsync(stranger.TenantId, March, AccountingBasis.Event, Cancel));
        Assert.Equal(0, await _sales.CustomersAsync(stranger.TenantId, March, Cancel));
        Assert.Empty(await _sales.DaysAsync(stranger.TenantId, March, AccountingBasis.Event, Cancel));
        Assert.Empty(await _sales.PartsAsync(stranger.TenantId, March, AccountingBasis.Event, SalesDimension.Country, 10, Cancel));
    }

    private static (decimal Net, long Orders, decimal Units) Short(SalesFigures figures) => (figures.Net, figures.Orders, figures.Units);

    private static DateTimeOffset Day(int day) => new(2026, 3, day, 9, 0, 0, TimeSpan.Zero);

    private static OrderInput Tea(string id, int day, decimal quantity = 2) =>
        new(id, Day(day), Day(day), "EUR", [new(1, "TEA", "Tea", quantity, 15)]);

    private static RefundInput Refund(string id, string? order, int day, decimal amount) =>
        new(id, order, Day(day), "EUR", [new(1, 1, "TEA", "Tea", 1, amount)]);

    private async Task<long> EntriesAsync(TestStore store) =>
        await postgres.Database.ScalarAsync<long>("select count(*) from ledger_entries where tenant_id = $1", store.TenantId);
}
