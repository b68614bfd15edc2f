using Portal.Infrastructure.Data;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

public sealed class MigratorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Migration First = Migration.Parse("0001_create_a.sql", "create table a (id integer primary key);");
    private static readonly Migration Second = Migration.Parse("0002_create_b.sql", "create table b (id integer primary key);");

    [Fact]
    public async Task Run_SchemaOfThisBuild_IsCurrent()
    {
        var applied = await new Migrator(Migration.All)
            .RunAsync(postgres.Database.OwnerConnectionString, TestContext.Current.CancellationToken);

        Assert.Empty(applied);
        Assert.True(await new Migrator(Migration.All).IsCurrentAsync(postgres.Database.Owner, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_EmptyDatabase_AppliesInOrderAndOnce()
    {
        var database = await EmptyAsync("migrator_order");

        var first = await new Migrator([Second, First]).RunAsync(database, TestContext.Current.CancellationToken);
        var second = await new Migrator([First, Second]).RunAsync(database, TestContext.Current.CancellationToken);

        Assert.Equal(["0001_create_a", "0002_create_b"], first);
        Assert.Empty(second);
    }

    [Fact]
    public async Task Run_EditedMigration_IsRefusedByName()
    {
        var database = await EmptyAsync("migrator_edited");
        await new Migrator([First]).RunAsync(database, TestContext.Current.CancellationToken);
        var edited = Migration.Parse("0001_create_a.sql", First.Sql + " -- changed");

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => new Migrator([edited, Second])
            .RunAsync(database, TestContext.Current.CancellationToken));

        Assert.Contains("0001_create_a was edited", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MigrationOfANewerBuild_IsRefused()
    {
        var database = await EmptyAsync("migrator_unknown");
        await new Migrator([First, Second]).RunAsync(database, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => new Migrator([First])
            .RunAsync(database, TestContext.Current.CancellationToken));

        Assert.Contains("0002_create_b, which this build does not know", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BrokenMigration_IsRolledBackWholeAndKeepsTheEarlierOnes()
    {
        var database = await EmptyAsync("migrator_broken");
        var broken = Migration.Parse("0002_break.sql", "create table c (id integer); select no_such_function();");

        await Assert.ThrowsAsync<MigrationException>(() => new Migrator([First, broken])
            .RunAsync(database, TestContext.Current.CancellationToken));
        var applied = await new Migrator([First, Second]).RunAsync(database, TestContext.Current.CancellationToken);

        Assert.Equal(["0002_create_b"], applied);
    }

    [Fact]
    public async Task Run_TwoNodesAtOnce_EachMigrationIsAppliedOnce()
    {
        var database = await EmptyAsync("migrator_race");

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            new Migrator([First, Second]).RunAsync(database, TestContext.Current.CancellationToken)));

        Assert.Equal(2, applied.Sum(a => a.Count));
    }

    private static async Task<string> EmptyAsync(string name)
    {
        var server = await PostgresServer.GetAsync();
        await server.EnsureDatabaseAsync(name);
        return server.ConnectionString(name);
    }
}
