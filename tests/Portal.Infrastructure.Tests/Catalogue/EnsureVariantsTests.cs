using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Catalogue;

public sealed class EnsureVariantsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTime Now = new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Ensure_UnknownSkus_BecomeProductsWithOneVariantEach()
    {
        var store = await TestStore.CreateAsync(postgres.Database, currency: "GBP");

        var found = await EnsureAsync(store, ["84029G", "85123A", "84029G"], ["Hot water bottle", "", "Another name"]);

        Assert.Equal(["84029G", "85123A"], found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["84029G Hot water bottle GBP", "85123A 85123A GBP"],
            await postgres.Database.ListAsync<string>(
                "select concat_ws(' ', v.sku, p.name, v.currency) from variants v join products p on p.tenant_id = v.tenant_id and p.id "
                    + "= v.product_id where v.tenant_id = $1 order by v.sku",
                store.TenantId));
    }

    [Fact]
    public async Task Ensure_Again_FindsTheSameVariants()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var first = await EnsureAsync(store, ["A", "B"], ["Gayo", "Toraja"]);

        var second = await EnsureAsync(store, ["B", "A"], ["Renamed", "Renamed"]);

        Assert.Equal(first, second);
        Assert.Equal(["Gayo", "Toraja"], await postgres.Database.ListAsync<string>(
            "select name from products where tenant_id = $1 order by name", store.TenantId));
    }

    [Fact]
    public async Task Ensure_OtherTenant_HasItsOwn()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var other = await TestStore.CreateAsync(postgres.Database);
        await EnsureAsync(other, ["A"], ["Theirs"]);

        var found = await EnsureAsync(store, ["A"], ["Ours"]);

        Assert.Equal(["Ours"], await postgres.Database.ListAsync<string>("select name from products where tenant_id = $1", store.TenantId));
        Assert.Equal(1, await postgres.Database.ScalarAsync<long>("select count(*) from variants where tenant_id = $1 and id = $2",
            store.TenantId, found["A"]));
    }

    private async Task<Dictionary<string, Guid>> EnsureAsync(TestStore store, string[] skus, string[] names)
    {
        await using var connection = await postgres.Database.OpenForTenantAsync(store.TenantId);
        await using var command = new NpgsqlCommand("select sku, variant_id from ensure_variants($1, $2, $3, $4)", connection);
        foreach (var value in new object[] { store.TenantId, skus, names, Now })
        {
            command.Parameters.Add(new() { Value = value });
        }

        var found = new Dictionary<string, Guid>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0), reader.GetGuid(1));
        }

        return found;
    }
}
