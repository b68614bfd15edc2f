using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Orders.Payments;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Orders;

public sealed class PaymentQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Zone = "Europe/Berlin";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DayRange March = new(new(2026, 3, 1), new(2026, 3, 31));

    private readonly OrderWriter _writer = new(postgres.Database, TimeProvider.System);
    private readonly PaymentQueries _payments = new(postgres.Database);

    [Fact]
    public async Task Sums_PaymentsSaidAgainOtherwise_AreThoseThatStand()
    {
        var store = await StoreAsync();
        await PayAsync(store, new PaymentInput("p-1", "o-1", "Card", PaymentState.Authorized, 30, Day(3), 0.5m),
            new PaymentInput("p-2", "o-2", "PayPal", PaymentState.Captured, 50, Day(4), 1));

        await PayAsync(store, new PaymentInput("p-1", "o-1", "Card", PaymentState.Captured, 30, Day(5), 0.6m));

        Assert.Equal(
            ["2026-03-04 PayPal Captured 1 50 1", "2026-03-05 Card Captured 1 30 0.6"],
            (await _payments.SumsAsync(store.TenantId, March, Cancel))
                .Select(sum => FormattableString.Invariant(
                $"{sum.Day:yyyy-MM-dd} {sum.Method} {sum.State} {sum.Payments} {sum.Amount:0.##} {sum.Fees:0.##}")));
    }

    [Fact]
    public async Task Sums_OrderStatedAtAnotherRate_FollowIt()
    {
        var store = await StoreAsync();
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Order("o-3", 100) with { Currency = "USD", ExchangeRate = 0.9m }])
        {
            Payments = [new("p-3", "o-3", "Card", PaymentState.Captured, 100, Day(3), 2)],
        }, Cancel);

        await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([Order("o-3", 100) with { Currency = "USD", ExchangeRate = 0.8m, RevisedAt = Day(4) }]), Cancel);

        var sum = Assert.Single(await _payments.SumsAsync(store.TenantId, March, Cancel));
        Assert.Equal((80m, 1.6m), (sum.Amount, sum.Fees));
    }

    [Fact]
    public async Task RefundsAndOutstanding_AreWhatWentAndWhatIsAwaited()
    {
        var store = await StoreAsync();
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Order("o-4", 70) with { Status = OrderStatus.Pending }])
        {
            Payments = [new("p-4", "o-4", "Card", PaymentState.Captured, 20, Day(3))],
            Refunds = [new("r-1", "o-1", Day(6), "EUR", []) { Amount = 8, Shipping = 2 }],
        }, Cancel);

        Assert.Equal(new KeyValuePair<DateOnly, decimal>(new(2026, 3, 6), 10),
            Assert.Single(await _payments.RefundsAsync(store.TenantId, Zone, March, Cancel)));
        Assert.Equal((1L, 50m), await _payments.OutstandingAsync(store.TenantId, Cancel));
    }

    [Fact]
    public async Task List_FiltersSearchAndPages_AreThoseAskedFor()
    {
        var store = await StoreAsync();
        await PayAsync(store, new PaymentInput("p-1", "o-1", "Card", PaymentState.Captured, 30, Day(3), 0.5m, "tx-1"),
            new PaymentInput("p-2", "o-2", "PayPal", PaymentState.Declined, 50, Day(4)));
        await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([]) { Refunds = [new("r-1", "o-1", Day(6), "EUR", []) { Amount = 8 }] }, Cancel);

        async Task<string> FoundAsync(TableQuery query) =>
            string.Join(", ", (await _payments.ListAsync(store.TenantId, Zone, March, query,
                Cancel)).Rows.Select(row => FormattableString.Invariant(
                $"{row.Number} {row.Method ?? "back"} {row.Amount:0.##} {row.Currency}")));

        Assert.Equal("o-1 back -8 EUR, o-2 PayPal 50 EUR, o-1 Card 30 EUR", await FoundAsync(TableQuery.First));
        Assert.Equal("o-1 back -8 EUR", await FoundAsync(TableQuery.First with { Filters = [new("state", TableOperator.Is, ["refund"])] }));
        Assert.Equal("o-1 Card 30 EUR", await FoundAsync(TableQuery.First with { Search = "tx-1" }));
        Assert.Equal("o-2 PayPal 50 EUR", await FoundAsync(TableQuery.First with { Sort = "amount", Descending = true, Size = 1 }));
        Assert.Equal(2, (await _payments.ListAsync(store.TenantId, Zone, March, TableQuery.First with { Search = "#o-1", Size = 1 },
            Cancel)).Total);
        Assert.Equal(["Card", "PayPal"], (await _payments.MethodsAsync(store.TenantId, Cancel)).Order());
    }

    [Fact]
    public async Task All_OtherTenant_SeesNothing()
    {
        var store = await StoreAsync();
        var stranger = await TestStore.CreateAsync(postgres.Database);
        await PayAsync(store, new PaymentInput("p-1", "o-1", "Card", PaymentState.Captured, 30, Day(3)));
        await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([]) { Refunds = [new("r-1", "o-1", Day(6), "EUR", []) { Amount = 8 }] }, Cancel);

        Assert.Empty(await _payments.SumsAsync(stranger.TenantId, March, Cancel));
        Assert.Empty(await _payments.RefundsAsync(stranger.TenantId, Zone, March, Cancel));
        Assert.Empty((await _payments.ListAsync(stranger.TenantId, Zone, March, TableQuery.First, Cancel)).Rows);
        Assert.Empty(await _payments.MethodsAsync(stranger.TenantId, Cancel));
        Assert.Equal((0L, 0m), await _payments.OutstandingAsync(stranger.TenantId, Cancel));
    }

    private static DateTimeOffset Day(int day) => new(2026, 3, day, 9, 0, 0, TimeSpan.Zero);

    private static OrderInput Order(string id, decimal price) => new(id, Day(2), Day(2), "EUR", [new(1, "TEA", "Tea", 1, price)]);

    private Task<OrderWriteResult> PayAsync(TestStore store, params PaymentInput[] payments) =>
        _writer.WriteAsync(store.TenantId, OrderSource.Api, new([]) { Payments = payments }, Cancel);

    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database, timeZone: Zone);
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new([Order("o-1", 30), Order("o-2", 50)]), Cancel);
        return store;
    }
}
