using Npgsql;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Inventory;

public sealed class StockMovementTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Insert = """
        insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
        select $1, v.id, l.id, m.kind, m.quantity, m.at
        from unnest($2::text[], $3::text[], $4::text[], $5::integer[], $6::timestamptz[]) as m (sku, location, kind, quantity, at)
        join variants v on v.tenant_id = $1 and v.sku = m.sku join locations l on l.tenant_id = $1 and l.code = m.location
        """;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly DateTime Midnight = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Levels_AfterRandomMovements_AreTheirSums()
    {
        var store = await StoreAsync("Asia/Jakarta");
        var random = new Random(7);
        string[] kinds = ["sale", "return", "receipt", "adjustment", "transfer"];

        for (var round = 0; round < 20; round++)
        {
            await MoveAsync(store, [.. Enumerable.Range(0, 40).Select(_ => (
                random.Next(2) == 0 ? "A" : "B", random.Next(2) == 0 ? "main" : "shop", kinds[random.Next(5)],
                random.Next(1, 9) * (random.Next(2) == 0 ? 1 : -1),
                Midnight.AddHours(random.Next(1000))))]);
        }

        const string sums =
            "select variant_id::text || location_id || sum(quantity) from stock_movements where tenant_id = $1 group by variant_id, "
            + "location_id order by 1";
        Assert.Equal(
            await postgres.Database.ListAsync<string>(sums, store.TenantId),
            await postgres.Database.ListAsync<string>(
                "select variant_id::text || location_id || on_hand from stock_levels where tenant_id = $1 order by 1", store.TenantId));
        Assert.Equal(
            await postgres.Database.ListAsync<string>(
                """
                select concat_ws(' ', variant_id, location_id, (occurred_at at time zone 'Asia/Jakarta')::date, sum(quantity), coalesce(sum(quantity) filter (where kind = 'sale'), 0))
                from stock_movements where tenant_id = $1 group by variant_id, location_id, (occurred_at at time zone 'Asia/Jakarta')::date
                  order by 1
                """,
                store.TenantId),
            await postgres.Database.ListAsync<string>(
                "select concat_ws(' ', variant_id, location_id, day, moved, sold) from stock_days where tenant_id = $1 order by 1",
                store.TenantId));
    }

    [Fact]
    public async Task Level_OfTheApplication_CannotBeWrittenWithoutAMovement()
    {
        var store = await StoreAsync("UTC");
        await MoveAsync(store, [("A", "main", "receipt", 10, Midnight)]);

        await using var connection = await postgres.Database.OpenForTenantAsync(store.TenantId, Cancel);
        await using var command = new NpgsqlCommand("update stock_levels set on_hand = 99", connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Levels_OtherTenant_AreNotSeen()
    {
        var store = await StoreAsync("UTC");
        var other = await StoreAsync("UTC");
        await MoveAsync(other, [("A", "main", "receipt", 10, Midnight)]);

        await using var connection = await postgres.Database.OpenForTenantAsync(store.TenantId, Cancel);
        await using var command = new NpgsqlCommand("select count(*) from stock_levels", connection);

        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    private async Task<TestStore> StoreAsync(string timeZone)
    {
        var store = await TestStore.CreateAsync(postgres.Database, timeZone: timeZone);
        await postgres.Database.ExecuteAsync("select ensure_variants($1, array['A', 'B'], array['Gayo', 'Toraja'], now())", store.TenantId);
        await postgres.Database.ExecuteAsync(
            "insert into locations (tenant_id, code, name) values ($1, 'shop', 'Shop')", store.TenantId);
        return store;
    }

    private async Task MoveAsync(TestStore store, (string Sku, string Location, string Kind, int Quantity, DateTime At)[] moves)
    {
        await using var connection = await postgres.Database.OpenForTenantAsync(store.TenantId, Cancel);
        await using var command = new NpgsqlCommand(Insert, connection);
        object[] values =
        [
            store.TenantId, moves.Select(m => m.Sku).ToArray(), moves.Select(m => m.Location).ToArray(),
            moves.Select(m => m.Kind).ToArray(),
            moves.Select(m => m.Quantity).ToArray(), moves.Select(m => m.At).ToArray(),
        ];
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(Cancel);
    }
}
