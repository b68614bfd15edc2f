using Portal.Domain.Catalogue;
using Portal.Domain.Orders;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Catalogue;
using Portal.Infrastructure.Orders;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Catalogue;

public sealed class PriceChangeQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateOnly Changed = new(2026, 3, 18);

    private readonly PriceChangeQueries _changes = new(postgres.Database, new(postgres.Database),
        new MovableClock(new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task List_PriceRaised_SaysWhatCameAfter()
    {
        var store = await StoreAsync(sellUntil: 28);

        var row = Assert.Single((await _changes.ListAsync(Current(store), TableQuery.First, null, Cancel)).Rows);

        Assert.Equal(("TEA", Changed, 10m, 12m), (row.Sku, row.Day, row.Before, row.After));
        var effect = Assert.IsType<PriceEffect.Known>(row.Effect);
        // Three a day at 10 before, two at 12 after, each at a cost of 6.
        Assert.Equal((28, 3d, 2d, 30d, 24d, 12d, 12d),
            (effect.Pairs, effect.Units.Before, effect.Units.After, effect.Revenue.Before, effect.Revenue.After, effect.Margin.Before,
            effect.Margin.After));
    }

    [Fact]
    public async Task List_DaysWithoutStock_AreLeftOut()
    {
        var store = await StoreAsync(sellUntil: 21);
        // What lay there was sold on the 21st day after the change; nothing came since.
        await postgres.Database.ExecuteAsync(
            """
            insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
            select v.tenant_id, v.id, l.id, m.kind, m.quantity, m.at::timestamptz
            from variants v join locations l on l.tenant_id = v.tenant_id and l.is_default
            cross join (values ('receipt', 200, '2026-02-01 09:00Z'), ('sale', -200, '2026-04-08 09:00Z')) m (kind, quantity, at)
            where v.tenant_id = $1 and v.sku = 'TEA'
            """, store.TenantId);

        var effect = Assert.IsType<PriceEffect.Known>(Assert.Single((await _changes.ListAsync(Current(store), TableQuery.First, null,
            Cancel)).Rows).Effect);

        Assert.Equal((21, 2d), (effect.Pairs, effect.Units.After));
    }

    [Fact]
    public async Task List_SamePriceUnderAnotherPromotion_IsNoChange()
    {
        var store = await StoreAsync(sellUntil: 0);
        await postgres.Database.ExecuteAsync(
            "update variants set promotion = 'Spring', updated_at = '2026-04-20Z' where tenant_id = $1 and sku = 'TEA'", store.TenantId);

        Assert.Equal(1, (await _changes.ListAsync(Current(store), TableQuery.First, null, Cancel)).Total);
    }

    [Fact]
    public async Task List_OtherTenant_SeesNothing()
    {
        await StoreAsync(sellUntil: 0);
        var stranger = await TestStore.CreateAsync(postgres.Database);

        Assert.Empty((await _changes.ListAsync(Current(stranger), TableQuery.First, null, Cancel)).Rows);
    }

    private static CurrentStore Current(TestStore store) =>
        new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Viewer);

    private async Task<TestStore> StoreAsync(int sellUntil)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['TEA'], array['Tea'], '2026-01-01Z')", store.TenantId);
        await postgres.Database.ExecuteAsync("update variants set price = 10, cost = 6, updated_at = '2026-01-05Z' where tenant_id = $1",
            store.TenantId);
        await postgres.Database.ExecuteAsync("update variants set price = 12, updated_at = '2026-03-18 11:00Z' where tenant_id = $1",
            store.TenantId);
        var orders = Enumerable.Range(-40, 40 + sellUntil + 1).Where(day => day != 0).Select(day =>
        {
            var at = new DateTimeOffset(Changed.AddDays(day), new(9, 0), TimeSpan.Zero);
            return new OrderInput($"o{day}", at, at, "EUR", [new(1, "TEA", "Tea", day < 0 ? 3 : 2, day < 0 ? 10 : 12)]);
        });
        await new OrderWriter(postgres.Database, TimeProvider.System).WriteAsync(store.TenantId, OrderSource.Api, new([.. orders]), Cancel);
        return store;
    }
}
