using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Tenancy;

public sealed class StoreDirectoryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_SearchedFilteredAndPaged_CrossesStores()
    {
        var directory = new StoreDirectory(postgres.Database);
        var first = await TestStore.CreateAsync(postgres.Database);
        var second = await TestStore.CreateAsync(postgres.Database);
        await new SuspendStore(postgres.Db, TimeProvider.System).RunAsync(second.TenantId, suspended: true, Cancel);

        var all = await directory.PageAsync(StoreDirectory.Default with { Size = 1 }, Cancel);
        var found = await directory.PageAsync(StoreDirectory.Default with { Search = first.Slug.ToUpperInvariant() }, Cancel);
        var suspended = await directory.PageAsync(StoreDirectory.Default with
        {
            Filters = [new("state", TableOperator.Is, ["Suspended"])],
            Sort = "name"
        }, Cancel);

        Assert.Equal((1, 2), (all.Rows.Count, all.Total));
        Assert.Equal(second.TenantId, all.Rows[0].TenantId);
        Assert.Equal(first.TenantId, found.Rows.Single().TenantId);
        Assert.Equal(1, found.Rows.Single().Sites);
        Assert.Equal(second.TenantId, suspended.Rows.Single().TenantId);
    }

    [Theory]
    [InlineData("created; drop table tenants", "%")]
    [InlineData("slug", "' or true --")]
    public async Task Page_StrangeOrderAndSearch_AreTexts(string sort, string search) =>
        Assert.Equal(0, (await new StoreDirectory(postgres.Database).PageAsync(StoreDirectory.Default with { Sort = sort, Search = search },
            Cancel)).Total);
}
