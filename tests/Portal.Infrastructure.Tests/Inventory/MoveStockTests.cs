using Portal.Infrastructure.Data;
using Portal.Infrastructure.Inventory;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Inventory;

public sealed class MoveStockTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Guid Actor = Guid.NewGuid();

    [Fact]
    public async Task Transfer_BetweenLocations_LeavesTheSum()
    {
        var store = await StoreAsync();
        await Move().AdjustAsync(store.TenantId, Actor, "A", "main", 10, "Found", Cancel);

        var errors = await Move().TransferAsync(store.TenantId, Actor, "A", "main", "shop", 4, null, Cancel);

        Assert.True(errors.None);
        Assert.Equal(["main 6", "shop 4"], await LevelsAsync(store));
        Assert.Equal(1, await postgres.Database.ScalarAsync<long>(
            "select count(distinct transfer_id) from stock_movements where tenant_id = $1 and kind = 'transfer'", store.TenantId));
    }

    [Theory]
    [InlineData("A", null, "quantity")]
    [InlineData("A", 0, "quantity")]
    [InlineData("A", 2_000_000, "quantity")]
    [InlineData("X", 1, "sku")]
    public async Task Adjust_Wrongly_IsNamed(string sku, int? quantity, string field)
    {
        var store = await StoreAsync();

        var errors = await Move().AdjustAsync(store.TenantId, Actor, sku, "main", quantity, null, Cancel);

        Assert.Equal([field], errors.Messages.Keys);
        Assert.Empty(await LevelsAsync(store));
    }

    [Fact]
    public async Task Adjust_OtherTenant_FindsNoVariant()
    {
        var other = await StoreAsync();
        var store = await TestStore.CreateAsync(postgres.Database);

        var errors = await Move().AdjustAsync(store.TenantId, Actor, "A", "main", 5, null, Cancel);

        Assert.Equal(["sku"], errors.Messages.Keys);
        Assert.Empty(await LevelsAsync(other));
    }

    [Fact]
    public async Task Location_TwiceByOneCode_IsRefused()
    {
        var store = await StoreAsync();
        var add = new AddLocation(postgres.Database);

        Assert.True((await add.RunAsync(store.TenantId, "jakarta", "Jakarta corner", Cancel)).None);
        Assert.Equal(["code"], (await add.RunAsync(store.TenantId, "jakarta", "Another", Cancel)).Messages.Keys);
        Assert.Equal(["code"], (await add.RunAsync(store.TenantId, "Jakarta", "Another", Cancel)).Messages.Keys);
    }

    [Fact]
    public async Task Orders_DraftedOrderedAndReceived_AreInTheStock()
    {
        var store = await StoreAsync();
        var (place, queries) = (new PlacePurchaseOrders(new(postgres.Database, TimeProvider.System)),
            new PurchaseOrderQueries(postgres.Database));

        var drafted = await place.DraftAsync(store.TenantId,
            [("Koperasi", "A", 10), ("Koperasi", "B", 5), (null, "B", 2), ("Nobody", "A", 0)], _ => new(2026, 5, 1), Cancel);
        await place.SetStatusAsync(store.TenantId, "PO-00001", "ordered", Cancel);
        var order = await queries.FindAsync(store.TenantId, "PO-00001", Cancel);
        var errors = await place.ReceiveAsync(store.TenantId, order!, new Dictionary<string, int> { ["A"] = 10, ["B"] = 3 }, Cancel);
        var received = await queries.FindAsync(store.TenantId, "PO-00001", Cancel);

        Assert.Equal(2, drafted);
        Assert.True(errors.None);
        Assert.Equal(("Koperasi", "partially_received", 15, 13),
            (received!.Order.Supplier, received.Order.Status, (int)received.Order.Units, (int)received.Order.Received));
        Assert.Equal(13, Assert.Single(received.Receipts).Units);
        Assert.Equal(["lines"], (await place.ReceiveAsync(store.TenantId, received, new Dictionary<string, int>(), Cancel)).Messages.Keys);
        Assert.Equal(2, (await queries.ListAsync(store.TenantId, Domain.Shared.Tables.TableQuery.First, Cancel)).Total);
        Assert.Equal(["A 10", "B 3"], await postgres.Database.ListAsync<string>(
            "select v.sku || ' ' || s.on_hand from stock_levels s join variants v on v.tenant_id = s.tenant_id and v.id = s.variant_id "
                + "where s.tenant_id = $1 order by 1", store.TenantId));
    }

    [Fact]
    public async Task Orders_OtherTenant_AreNotFound()
    {
        var store = await StoreAsync();
        var other = await StoreAsync();
        await new PlacePurchaseOrders(new(postgres.Database, TimeProvider.System))
            .DraftAsync(other.TenantId, [("Koperasi", "A", 10)], _ => new(2026, 5, 1), Cancel);

        Assert.Null(await new PurchaseOrderQueries(postgres.Database).FindAsync(store.TenantId, "PO-00001", Cancel));
    }

    private MoveStock Move() => new(postgres.Database, TimeProvider.System);

    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['A', 'B'], array['Gayo', 'Toraja'], '2025-01-01')",
            store.TenantId);
        await postgres.Database.ExecuteAsync("insert into locations (tenant_id, code, name) values ($1, 'shop', 'Shop')", store.TenantId);
        return store;
    }

    private Task<List<string>> LevelsAsync(TestStore store) => postgres.Database.ListAsync<string>(
        "select l.code || ' ' || s.on_hand from stock_levels s join locations l on l.tenant_id = s.tenant_id and l.id = s.location_id "
            + "where s.tenant_id = $1 order by 1", store.TenantId);
}
