using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Orders.Changes;
using Portal.Infrastructure.Orders.Lists;
using Portal.Infrastructure.Orders.Returns;
using Portal.Infrastructure.Sales;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Orders;

public sealed class ReturnTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly MovableClock Clock = new(new(2026, 5, 9, 9, 0, 0, TimeSpan.Zero));
    private static readonly DayRange Spring = new(new(2026, 3, 1), new(2026, 5, 31));

    private readonly OrderQueries _orders = new(postgres.Database);
    private readonly OrderWriter _writer = new(postgres.Database, Clock);
    private readonly ReturnQueries _returns = new(postgres.Database);
    private readonly ReturnListQueries _list = new(postgres.Database);
    private readonly SalesQueries _sales = new(postgres.Database);

    private ReturnGoods Return => new(_orders, new(postgres.Database, Clock), new(_orders, _writer, Clock));

    [Fact]
    public async Task Open_ReceivedAndRefunded_PutsBackTheGoodsAndTheMoney()
    {
        var (store, order) = await StoreAsync();

        var errors = await Return.OpenAsync(store.TenantId, order, Ask(1, 1, isReceived: true, refund: true), Cancel);

        Assert.True(errors.None);
        var details = (await _orders.FindAsync(store.TenantId, order, Cancel))!;
        Assert.Equal((ReturnState.Received, 1m, 1m, "Tea"),
            (details.Returns[0].State, details.Returns[0].Units, details.Returns[0].Restocked, details.Returns[0].Products));
        Assert.Equal((14m, 1m), (details.Refunded, details.Lines[0].Returned));
        Assert.Equal(9, await LevelAsync(store));
    }

    [Fact]
    public async Task Open_LinesForSeveralReasons_KeepsEachInTheReturnAndItsRefund()
    {
        var (store, _) = await StoreAsync();
        await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([new("o-2", Clock.GetUtcNow(), Clock.GetUtcNow(), "EUR",
            [new(1, "TEA", "Tea", 2, 15), new(2, "TEA", "Tea, opened", 1, 5)])]), Cancel);
        var order = await postgres.Database.ScalarAsync<Guid>("select id from orders where tenant_id = $1 and external_id = 'o-2'",
            store.TenantId);
        var before = await LevelAsync(store);

        var errors = await Return.OpenAsync(store.TenantId, order,
            new(Guid.NewGuid(), [new(1, 2, ReturnReason.Unwanted, true), new(2, 1, ReturnReason.Defective, false)], true, true, null),
            Cancel);

        Assert.True(errors.None);
        var details = (await _orders.FindAsync(store.TenantId, order, Cancel))!;
        Assert.Equal((3m, 2m, OrderStatus.Refunded), (details.Returns[0].Units, details.Returns[0].Restocked, details.Status));
        Assert.Equal(["defective", "unwanted"], details.Returns[0].Reasons);
        Assert.Equal(details.Returns[0].Reasons, details.Refunds[0].Reasons);
        Assert.Equal(before + 2, await LevelAsync(store));
    }

    [Fact]
    public async Task Open_AskedTwice_IsOpenedOnce()
    {
        var (store, order) = await StoreAsync();
        var request = Ask(1, 1, isReceived: true, refund: true);

        await Return.OpenAsync(store.TenantId, order, request, Cancel);
        await Return.OpenAsync(store.TenantId, order, request, Cancel);

        Assert.Equal(1, await postgres.Database.ScalarAsync<long>("select count(*) from returns where tenant_id = $1", store.TenantId));
        Assert.Equal(9, await LevelAsync(store));
    }

    [Fact]
    public async Task SetState_Received_MovesTheStockAndOnlyThen()
    {
        var (store, order) = await StoreAsync();
        await Return.OpenAsync(store.TenantId, order, Ask(1, 2, isReceived: false, refund: false), Cancel);
        var (before, open) = (await LevelAsync(store), (await _orders.FindAsync(store.TenantId, order, Cancel))!.Returns[0]);

        Assert.True((await Return.SetStateAsync(store.TenantId, open.ExternalId, ReturnState.Received, Cancel)).None);

        Assert.Equal((8, 10), (before, await LevelAsync(store)));
        Assert.False((await Return.SetStateAsync(store.TenantId, open.ExternalId, ReturnState.Declined, Cancel)).None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Open_NothingOrTooMuch_IsRefused(decimal quantity)
    {
        var (store, order) = await StoreAsync();

        var errors = await Return.OpenAsync(store.TenantId, order, Ask(1, quantity, isReceived: true, refund: true), Cancel);

        Assert.False(errors.None);
        Assert.Equal(0m, (await _orders.FindAsync(store.TenantId, order, Cancel))!.Refunded);
    }

    [Theory]
    [InlineData(AccountingBasis.Event, "unwanted 1 10")]
    [InlineData(AccountingBasis.Order, "defective 1 20, unwanted 1 10")]
    public async Task Reasons_InABasis_AreTheRefundsOfTheLedger(AccountingBasis basis, string reasons)
    {
        var (store, _) = await StoreAsync();
        await RefundAsync(store, "r-1", 20, 4, ReturnReason.Defective);
        await RefundAsync(store, "r-2", 10, 3, ReturnReason.Unwanted);
        var march = new DayRange(new(2026, 3, 1), new(2026, 3, 31));

        var found = await _returns.ReasonsAsync(store.TenantId, march, basis, Cancel);

        Assert.Equal(reasons, string.Join(", ", found.OrderBy(part => part.Value)
            .Select(part => $"{part.Value} {part.Units:0} {part.Amount:0}")));
        var ledger = await _sales.TotalAsync(store.TenantId, march, basis, Cancel);
        Assert.Equal((ledger.Refunds, ledger.RefundedUnits), (found.Sum(part => part.Amount), found.Sum(part => part.Units)));
    }

    [Fact]
    public async Task ProductsAndCohorts_OfRefunds_AreSharesOfWhatWasSold()
    {
        var (store, _) = await StoreAsync();
        await RefundAsync(store, "r-1", 20, 5, ReturnReason.Defective);

        var product = Assert.Single(await _returns.ProductsAsync(store.TenantId, Spring, AccountingBasis.Event, 5, Cancel));
        var cohort = Assert.Single(await _returns.CohortsAsync(store.TenantId, Spring.To, 12, Cancel));

        Assert.Equal(("TEA", 1m, 20m, (decimal?)2m), (product.Value, product.Units, product.Amount, product.Sold));
        Assert.Equal((new DateOnly(2026, 3, 1), 2m), (cohort.Month, cohort.Sold));
        Assert.Equal([0m, 0, 1, 0, 0, 0, 0], cohort.Returned);
    }

    [Fact]
    public async Task List_FiltersSearchAndSort_AreThoseAskedFor()
    {
        var (store, order) = await StoreAsync();
        await Return.OpenAsync(store.TenantId, order, Ask(1, 1, isReceived: true, refund: false), Cancel);
        await Return.OpenAsync(store.TenantId, order,
            Ask(1, 1, isReceived: false, refund: false) with { Lines = [new(1, 1, ReturnReason.Style, true)] }, Cancel);

        async Task<string> FoundAsync(TableQuery query) =>
            string.Join(", ", (await _list.ListAsync(store.TenantId, Spring, query,
                Cancel)).Rows.Select(row => $"{row.Number} {row.State} {string.Join('+', row.Reasons)} {row.Units:0} {row.Value:0}"));

        Assert.Equal("o-1 Requested style 1 14", await FoundAsync(TableQuery.First with
        {
            Filters = [new("state", TableOperator.Is,
            ["requested"])]
        }));
        Assert.Equal("o-1 Received defective 1 14",
            await FoundAsync(TableQuery.First with { Filters = [new("reason", TableOperator.IsNot, ["style"])], Sort = "value" }));
        Assert.Equal(2, (await _list.ListAsync(store.TenantId, Spring, TableQuery.First with { Search = "tea", Size = 1, Sort = "units" },
            Cancel)).Total);
        Assert.Equal("", await FoundAsync(TableQuery.First with { Search = "coffee" }));
        Assert.Equal(1, await _returns.AwaitedAsync(store.TenantId, Cancel));
    }

    [Fact]
    public async Task All_OtherTenant_SeesAndChangesNothing()
    {
        var (store, order) = await StoreAsync();
        await Return.OpenAsync(store.TenantId, order, Ask(1, 1, isReceived: false, refund: true), Cancel);
        var stranger = await TestStore.CreateAsync(postgres.Database);
        var open = (await _orders.FindAsync(store.TenantId, order, Cancel))!.Returns[0];

        Assert.False((await Return.OpenAsync(stranger.TenantId, order, Ask(1, 1, isReceived: true, refund: true), Cancel)).None);
        Assert.False((await Return.SetStateAsync(stranger.TenantId, open.ExternalId, ReturnState.Received, Cancel)).None);
        Assert.Empty((await _list.ListAsync(stranger.TenantId, Spring, TableQuery.First, Cancel)).Rows);
        Assert.Empty(await _returns.ReasonsAsync(stranger.TenantId, Spring, AccountingBasis.Event, Cancel));
        Assert.Empty(await _returns.ProductsAsync(stranger.TenantId, Spring, AccountingBasis.Event, 5, Cancel));
        Assert.Empty(await _returns.CohortsAsync(stranger.TenantId, Spring.To, 12, Cancel));
        Assert.Equal(0, await _returns.AwaitedAsync(stranger.TenantId, Cancel));
        Assert.Equal(ReturnState.Requested, (await _orders.FindAsync(store.TenantId, order, Cancel))!.Returns[0].State);
    }

    private static ReturnRequest Ask(int line, decimal quantity, bool isReceived, bool refund) =>
        new(Guid.NewGuid(), [new(line, quantity, ReturnReason.Defective, true)], isReceived, refund, null);

    private Task<OrderWriteResult> RefundAsync(TestStore store, string id, decimal amount, int month, ReturnReason reason) =>
        _writer.WriteAsync(store.TenantId, OrderSource.Api, new([])
        {
            Refunds = [new(id, "o-1", new(2026, month, 20, 9, 0, 0, TimeSpan.Zero), "EUR",
            [new(1, 1, "TEA", "Tea", 1, amount, Reason: reason)]) { Reason = reason }],
        }, Cancel);

    private Task<int> LevelAsync(TestStore store) =>
        postgres.Database.ScalarAsync<int>("select on_hand from stock_levels where tenant_id = $1", store.TenantId);

    // Ten units were counted before two of them were sold for 28.
    private async Task<(TestStore Store, Guid Order)> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['TEA'], array['Tea'], now())", store.TenantId);
        await postgres.Database.ExecuteAsync("""
            insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
            select $1, v.id, l.id, 'adjustment', 10, '2026-01-01' from variants v join locations l on l.tenant_id = $1
              where v.tenant_id = $1
            """, store.TenantId);
        var placed = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);
        await _writer.WriteAsync(store.TenantId, OrderSource.Api,
            new([new("o-1", placed, placed, "EUR", [new(1, "TEA", "Tea", 2, 15, Discount: 2)])]), Cancel);
        return (store, await postgres.Database.ScalarAsync<Guid>("select id from orders where tenant_id = $1", store.TenantId));
    }
}
