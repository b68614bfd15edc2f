using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;
using Portal.Infrastructure.Orders.Reconciling;
using Portal.Infrastructure.Sales;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Orders;

public sealed class OrderActionsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DayRange March = new(new(2026, 3, 1), new(2026, 3, 31));
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private readonly OrderQueries _orders = new(postgres.Database);
    private readonly OrderListQueries _list = new(postgres.Database);
    private readonly OrderWriter _writer = new(postgres.Database, new MovableClock(Now));
    private readonly ReconciliationQueries _reconciliation = new(postgres.Database);
    private readonly SalesQueries _sales = new(postgres.Database);

    private RefundOrder Refund => new(_orders, _writer, new MovableClock(Now));

    private ChangeOrder Change => new(_orders, _writer, new MovableClock(Now));

    [Fact]
    public async Task Refund_PartOfALine_IsBookedTodayAndLeavesTheRest()
    {
        var (store, order) = await StoreAsync();

        var result = await Refund.RunAsync(store.TenantId, order, Ask(1, 15), Cancel);

        Assert.Equal(new RefundOrderResult.Refunded(15), result);
        var details = (await _orders.FindAsync(store.TenantId, order, Cancel))!;
        Assert.Equal((15m, 19.9m, OrderStatus.Paid), (details.Refunded, details.Refundable, details.Status));
        Assert.Equal((1m, 15m), (details.Lines[0].Returned, details.Lines[0].Refunded));
        Assert.Equal([60m, -15m], (await _sales.DaysAsync(store.TenantId, March, AccountingBasis.Event, Cancel))
            .Select(day => day.Figures.Net));
        Assert.Equal([45m], (await _sales.DaysAsync(store.TenantId, March, AccountingBasis.Order, Cancel)).Select(day => day.Figures.Net));
    }

    [Fact]
    public async Task Refund_TheSameRequestTwice_IsDoneOnce()
    {
        var (store, order) = await StoreAsync();
        var ask = Ask(1, 15);

        await Refund.RunAsync(store.TenantId, order, ask, Cancel);
        await Refund.RunAsync(store.TenantId, order, ask, Cancel);

        Assert.Equal(15m, (await _orders.FindAsync(store.TenantId, order, Cancel))!.Refunded);
    }

    [Fact]
    public async Task Refund_LinesForSeveralReasons_KeepsEachAndSaysThem()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([new("o-1", Now, Now, "EUR", [new(1, "TEA", "Tea", 2, 15), new(2, "CUP", "Cup", 1, 8)])]), Cancel);
        var order = await postgres.Database.ScalarAsync<Guid>("select id from orders where tenant_id = $1", store.TenantId);

        await Refund.RunAsync(store.TenantId, order,
            new(Guid.NewGuid(), [new(1, 1, 15, ReturnReason.Defective), new(2, 1, 8, ReturnReason.Color, Restock: true)], 0, null), Cancel);

        Assert.Equal(["color", "defective"], (await _orders.FindAsync(store.TenantId, order, Cancel))!.Refunds[0].Reasons);
        Assert.Equal(["CUP color true", "TEA defective false"],
            await postgres.Database.ListAsync<string>(
            "select concat_ws(' ', sku, reason, restock::text) from refund_lines where tenant_id = $1 order by 1", store.TenantId));
    }

    [Fact]
    public async Task Refund_AllOfIt_MakesTheOrderRefunded()
    {
        var (store, order) = await StoreAsync();

        await Refund.RunAsync(store.TenantId, order, Ask(2, 30) with { Shipping = 4.9m }, Cancel);

        var details = (await _orders.FindAsync(store.TenantId, order, Cancel))!;
        Assert.Equal((OrderStatus.Refunded, 0m), (details.Status, details.Refundable));
        Assert.Equal(30m, (await _sales.TotalAsync(store.TenantId, March, AccountingBasis.Order, Cancel)).Net);
    }

    [Fact]
    public async Task Refund_AllOfItByTwoAtOnce_GoesBackOnce()
    {
        var (store, order) = await StoreAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Refund.RunAsync(store.TenantId, order, Ask(2, 30), Cancel)));

        Assert.Single(results.OfType<RefundOrderResult.Refunded>());
        Assert.Equal(30m, (await _orders.FindAsync(store.TenantId, order, Cancel))!.Refunded);
    }

    [Theory]
    [InlineData(3, 10, 0, "quantity-1")]
    [InlineData(1, 31, 0, "amount-1")]
    [InlineData(0, 0, 5, "shipping")]
    [InlineData(0, 0, 0, "refund")]
    public async Task Refund_MoreThanThereIsOrNothing_IsRefused(int units, int amount, int shipping, string field)
    {
        var (store, order) = await StoreAsync();

        var result = await Refund.RunAsync(store.TenantId, order, Ask(units, amount) with { Shipping = shipping }, Cancel);

        Assert.Contains(field, Assert.IsType<RefundOrderResult.Refused>(result).Errors.Messages.Keys);
        Assert.Equal(0m, (await _orders.FindAsync(store.TenantId, order, Cancel))!.Refunded);
    }

    [Fact]
    public async Task Change_Shipped_LeavesAParcelAndNothingInTheLedger()
    {
        var (store, order) = await StoreAsync();
        var ledger = await postgres.Database.LedgerAsync(store.TenantId);

        Assert.IsType<ChangeOrderResult.Changed>(await Change.RunAsync(store.TenantId, order, OrderStatus.Fulfilled, "DHL", "123", Cancel));

        var details = (await _orders.FindAsync(store.TenantId, order, Cancel))!;
        Assert.Equal((OrderStatus.Fulfilled, "DHL", "123"), (details.Status, details.Shipments[0].Carrier, details.Shipments[0].Tracking));
        Assert.Equal(ledger, await postgres.Database.LedgerAsync(store.TenantId));
    }

    [Fact]
    public async Task Change_StepThatIsNotAllowed_IsRefused()
    {
        var (store, order) = await StoreAsync();
        await Change.RunAsync(store.TenantId, order, OrderStatus.Cancelled, null, null, Cancel);

        Assert.Equal(new ChangeOrderResult.NotAllowed(OrderStatus.Cancelled),
            await Change.RunAsync(store.TenantId, order, OrderStatus.Fulfilled, null, null, Cancel));
    }

    [Theory]
    [InlineData("o-1", "o-1")]
    [InlineData("o-", "o-1 o-2")]
    [InlineData("Anna@", "o-1")]
    [InlineData("berg", "o-1")]
    [InlineData("TEA", "o-1 o-2")]
    [InlineData("nobody", "")]
    public async Task List_Search_FindsByNumberCustomerAndSku(string search, string found)
    {
        var (store, _) = await StoreAsync();

        var page = await _list.ListAsync(store.TenantId, "Europe/Berlin", March, [], false, true,
            TableQuery.First with { Sort = "number", Search = search }, Cancel);

        Assert.Equal(found, string.Join(' ', page.Rows.Select(row => row.Number).Order()));
        Assert.Equal(page.Rows.Count, page.Total);
    }

    [Fact]
    public async Task List_FiltersAndPages_AreThoseAskedFor()
    {
        var (store, _) = await StoreAsync();

        var page = await _list.ListAsync(
            store.TenantId, "Europe/Berlin", March, [OrderStatus.Paid], false, true,
            TableQuery.First with { Size = 1, Filters = [new("channel", TableOperator.Is, ["web"])] }, Cancel);

        Assert.Equal(("o-1", 1L), (page.Rows[0].Number, page.Total));
        Assert.Equal(("Anna Berg", 2m, 34.9m), (page.Rows[0].Customer, page.Rows[0].Units, page.Rows[0].Total));
    }

    [Fact]
    public async Task Reconcile_StatedTotalDiffers_NamesTheOrderAndTheReason()
    {
        var (store, order) = await StoreAsync();

        var day = Assert.Single(await _reconciliation.DaysAsync(store.TenantId, March, Cancel));
        var differing = await _reconciliation.OrdersAsync(store.TenantId, March, Cancel);

        Assert.Equal((2L, 64.9m, 60m, 1L), (day.Orders, day.Ours, day.Theirs, day.Differing));
        Assert.Equal([new DifferingOrder(order, "o-1", differing[0].PlacedAt, 34.9m, 30m, "shipping")], differing);
    }

    [Fact]
    public async Task All_OtherTenant_SeesAndChangesNothing()
    {
        var (store, order) = await StoreAsync();
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Null(await _orders.FindAsync(stranger.TenantId, order, Cancel));
        Assert.Empty((await _list.ListAsync(stranger.TenantId, "Europe/Berlin", March, [], false, true, TableQuery.First, Cancel)).Rows);
        Assert.Empty((await _list.ListAsync(stranger.TenantId, "Europe/Berlin", March, [], false, true,
            TableQuery.First with { Search = "o-1" }, Cancel)).Rows);
        Assert.Empty(await _reconciliation.DaysAsync(stranger.TenantId, March, Cancel));
        Assert.Empty(await _reconciliation.OrdersAsync(stranger.TenantId, March, Cancel));
        Assert.IsType<RefundOrderResult.Unknown>(await Refund.RunAsync(stranger.TenantId, order, Ask(1, 15), Cancel));
        Assert.IsType<ChangeOrderResult.Unknown>(await Change.RunAsync(stranger.TenantId, order, OrderStatus.Fulfilled, null, null,
            Cancel));
        Assert.Equal(0m, (await _orders.FindAsync(store.TenantId, order, Cancel))!.Refunded);
    }

    private static RefundRequest Ask(decimal units, decimal amount) =>
        new(Guid.NewGuid(), [new(1, units, amount, ReturnReason.Unwanted)], 0, null);

    private async Task<(TestStore Store, Guid Order)> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var placed = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);
        await _writer.WriteAsync(store.TenantId, OrderSource.Api, new(
        [
            new("o-1", placed, placed, "EUR", [new(1, "TEA", "Tea", 2, 15)]) { Shipping = 4.9m,
                Customer = new("c-1", "anna@berg.example", "Anna", "Berg"), Channel = "web", StatedTotal = 30 },
            new("o-2", placed, placed, "EUR", [new(1, "TEA", "Tea", 2, 15)]) { Channel = "shop", StatedTotal = 30 },
        ]), Cancel);
        return (store, await postgres.Database.ScalarAsync<Guid>("select id from orders where tenant_id = $1 and external_id = 'o-1'",
            store.TenantId));
    }
}
