using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Catalogue;

public sealed class VariantPriceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Change_OfThePrice_EndsTheOneBeforeAndBeginsAnother()
    {
        var store = await StoreAsync();

        await SetAsync(store, "2026-02-01", "price = 80, compare_at_price = 100, promotion = 'Lebaran'");
        await SetAsync(store, "2026-02-10", "price = 100, compare_at_price = null, promotion = null");

        Assert.Equal(
            ["2026-01-01 2026-02-01 100", "2026-02-01 2026-02-10 80 100 Lebaran", "2026-02-10 100"], await PricesAsync(store));
    }

    [Fact]
    public async Task Change_OfSomethingElse_LeavesNoPrice()
    {
        var store = await StoreAsync();

        await SetAsync(store, "2026-02-01", "cost = 40, title = 'Large'");

        Assert.Equal(["2026-01-01 100"], await PricesAsync(store));
    }

    [Fact]
    public async Task Change_TwiceAtOneInstant_LeavesTheLast()
    {
        var store = await StoreAsync();

        await SetAsync(store, "2026-02-01", "price = 90");
        await SetAsync(store, "2026-02-01", "price = 95");

        Assert.Equal(["2026-01-01 2026-02-01 100", "2026-02-01 95"], await PricesAsync(store));
    }

    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database, timeZone: "UTC");
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['A'], array['Gayo'], '2025-12-01')", store.TenantId);
        await SetAsync(store, "2026-01-01", "price = 100");
        return store;
    }

    private Task<int> SetAsync(TestStore store, string day, string change) =>
        postgres.Database.ExecuteAsync($"update variants set {change}, updated_at = '{day} 00:00Z' where tenant_id = $1", store.TenantId);

    private Task<List<string>> PricesAsync(TestStore store) => postgres.Database.ListAsync<string>(
        """
        select concat_ws(' ', (since at time zone 'UTC')::date, (until at time zone 'UTC')::date, price::float, compare_at_price::float,
          promotion)
        from variant_prices where tenant_id = $1 order by since
        """,
        store.TenantId);
}
