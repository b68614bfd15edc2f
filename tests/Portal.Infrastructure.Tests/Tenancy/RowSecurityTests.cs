using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Tracking;
using Xunit;

namespace Portal.Infrastructure.Tests.Tenancy;

/// <summary>What PostgreSQL itself refuses, whatever the query says.</summary>
public sealed class RowSecurityTests(TwoStores stores) : IClassFixture<TwoStores>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_FilterLeftOut_ShowsOnlyTheOwnStore()
    {
        await using var context = stores.Db.ForTenant(stores.Mine.Id);

        Assert.All(await context.Sites.IgnoreQueryFilters().ToListAsync(Cancel), site => Assert.Equal(stores.Mine.Id, site.TenantId));
        Assert.All(await context.WriteKeys.IgnoreQueryFilters().ToListAsync(Cancel), key => Assert.Equal(stores.Mine.Id, key.TenantId));
        Assert.All(await context.ApiTokens.IgnoreQueryFilters().ToListAsync(Cancel), token => Assert.Equal(stores.Mine.Id, token.TenantId));
        Assert.All(await context.Invitations.IgnoreQueryFilters().ToListAsync(Cancel), open => Assert.Equal(stores.Mine.Id, open.TenantId));
        Assert.All(await context.Memberships.IgnoreQueryFilters().ToListAsync(Cancel),
            member => Assert.Equal(stores.Mine.Id, member.TenantId));
        Assert.Equal([stores.Mine.Id], await context.Tenants.Select(t => t.Id).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("tenants", "id")]
    [InlineData("memberships", "tenant_id")]
    [InlineData("invitations", "tenant_id")]
    [InlineData("sites", "tenant_id")]
    [InlineData("write_keys", "tenant_id")]
    [InlineData("api_tokens", "tenant_id")]
    public async Task Read_SqlWithTheOtherStoresId_FindsNothing(string table, string column)
    {
        await using var connection = await stores.Database.OpenForTenantAsync(stores.Mine.Id, Cancel);
        await using var command = new NpgsqlCommand($"select count(*) from {table} where {column} = $1", connection);
        command.Parameters.Add(new() { Value = stores.Theirs.Id });

        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Write_RowOfTheOtherStore_IsRefused()
    {
        await using var context = stores.Db.ForTenant(stores.Mine.Id);
        context.Add(new Site
        {
            TenantId = stores.Theirs.Id,
            Id = Guid.NewGuid(),
            Name = "x",
            Domain = "x",
            CreatedAt = DateTimeOffset.UnixEpoch
        });

        var refusal = await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancel));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>(refusal.InnerException).SqlState);
    }

    [Fact]
    public async Task Write_NoStoreSet_FailsAndReadsNothing()
    {
        await using var command = stores.Database.App.CreateCommand("select count(*) from sites");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
        await using var insert = stores.Database.App.CreateCommand(
            "insert into sites (tenant_id, id, name, domain, created_at) values ($1, gen_random_uuid(), '', '', now())");
        insert.Parameters.Add(new() { Value = stores.Mine.Id });

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync(Cancel));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Read_ForPerson_ShowsOwnMembershipsAndStoresAlone()
    {
        await using var context = stores.Db.ForPerson(stores.Mine.Owner);

        Assert.Equal([stores.Mine.Id], await context.Tenants.Select(t => t.Id).ToListAsync(Cancel));
        Assert.All(await context.Memberships.IgnoreQueryFilters().ToListAsync(Cancel),
            member => Assert.Equal(stores.Mine.Owner, member.UserId));
        Assert.Empty(await context.Sites.IgnoreQueryFilters().ToListAsync(Cancel));
    }
}
