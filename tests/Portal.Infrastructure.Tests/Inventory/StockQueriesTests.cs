using Portal.Domain.Inventory;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Inventory;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Inventory;

public sealed class StockQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Now = new(2026, 4, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task List_OfAVariantThatRanOut_CountsTheDaysWithout()
    {
        var store = await StoreAsync();
        // 30 in on 1 April, 10 a day until the 3rd, nothing until 20 came on the 11th, 5 sold on the 30th.
        await MoveAsync(store, "A", ("receipt", 30, "2026-04-01"), ("sale", -10, "2026-04-01"), ("sale", -10, "2026-04-02"),
            ("sale", -10, "2026-04-03"), ("receipt", 20, "2026-04-11"), ("sale", -5, "2026-04-30"));

        var row = Assert.Single(await Queries().ListAsync(Current(store), ReorderPolicy.Default, Cancel), row => row.Sku == "A");

        Assert.Equal((15, 35, 325.0, 30, 7, 0), (row.Facts.OnHand, row.Facts.Sold, row.Facts.DaySquares, row.Facts.Days, row.Facts.DaysOut,
            row.Facts.DaysSinceSale));
        Assert.Equal(35.0 / 23, row.Figures.Demand.Mean);
        Assert.Equal('A', row.Abc);
    }

    [Fact]
    public async Task List_OfWhatIsOutSinceBefore_CountsTheWholeWindow()
    {
        var store = await StoreAsync();
        await MoveAsync(store, "A", ("receipt", 5, "2025-10-01"), ("sale", -5, "2025-10-02"));

        var row = (await Queries().ListAsync(Current(store), ReorderPolicy.Default, Cancel)).Single(row => row.Sku == "A");

        Assert.Equal((0, 91, 91, 210, StockState.Out),
            (row.Facts.Sold, row.Facts.Days, row.Facts.DaysOut, row.Facts.DaysSinceSale, row.Figures.State));
    }

    [Fact]
    public async Task List_OfWhatNeverMoved_HasNoFigures()
    {
        var store = await StoreAsync();

        var row = (await Queries().ListAsync(Current(store), ReorderPolicy.Default, Cancel)).Single(row => row.Sku == "B");

        Assert.Equal((0, 0, 0, 0), (row.Facts.OnHand, row.Facts.Days, row.Facts.DaysOut, row.Figures.Suggested));
        Assert.Null(row.Figures.Cover);
    }

    [Fact]
    public async Task Ageing_WhatCameFirst_WentFirst()
    {
        var store = await StoreAsync();
        await MoveAsync(store, "A", ("receipt", 10, "2025-09-01"), ("receipt", 20, "2026-02-20"), ("receipt", 30, "2026-04-20"),
            ("sale", -25, "2026-04-25"));

        var age = Assert.Single(await new AgeingQueries(postgres.Database, new MovableClock(Now)).ListAsync(Current(store), Cancel));

        Assert.Equal([30, 0, 5, 0, 0], age.Units);
        Assert.Equal((35, 350m), (age.OnHand, age.Value!.Value));
    }

    [Fact]
    public async Task List_OtherTenant_IsNotSeen()
    {
        var store = await StoreAsync();
        var other = await StoreAsync();
        await MoveAsync(other, "A", ("receipt", 30, "2026-04-01"));

        Assert.All(await Queries().ListAsync(Current(store), ReorderPolicy.Default, Cancel), row => Assert.Equal(0, row.Facts.OnHand));
        Assert.Empty(await new AgeingQueries(postgres.Database, new MovableClock(Now)).ListAsync(Current(store), Cancel));
        Assert.Equal(0, (await new MovementQueries(postgres.Database).ListAsync(store.TenantId, Domain.Shared.Tables.TableQuery.First,
            Cancel)).Total);
    }

    private StockQueries Queries() => new(postgres.Database, new MovableClock(Now));

    private static CurrentStore Current(TestStore store) => new(store.TenantId, store.Slug, "Store", "EUR", "UTC", "DE", StoreRole.Viewer);

    private async Task<TestStore> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database, timeZone: "UTC");
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['A', 'B'], array['Gayo', 'Toraja'], '2025-01-01')",
            store.TenantId);
        await postgres.Database.ExecuteAsync("update variants set price = 20, cost = 10, updated_at = '2025-01-01' where tenant_id = $1",
            store.TenantId);
        return store;
    }

    private async Task MoveAsync(TestStore store, string sku, params (string Kind, int Quantity, string Day)[] moves)
    {
        foreach (var (kind, quantity, day) in moves)
        {
            await postgres.Database.ExecuteAsync(
                $"""
                insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
                select $1, v.id, l.id, $3, $4, '{day} 10:00Z' from variants v join locations l on l.tenant_id = $1 and l.is_default
                  where v.tenant_id = $1 and v.sku = $2
                """,
                store.TenantId, sku, kind, quantity);
        }
    }
}
