using Microsoft.Extensions.Logging.Abstractions;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Home;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Demo;

public sealed class DemoFigureQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_IsReadOnceInHalfAMinuteAndEndsWithTheStore()
    {
        var clock = new Clock();
        using var queries = new DemoFigureQueries(postgres.Database, new HomeQueries(postgres.Database), clock,
            NullLogger<DemoFigureQueries>.Instance);
        await TestStore.CreateAsync(postgres.Database);
        Assert.Null(await queries.FindAsync(Cancel));
        var demo = await TestStore.CreateAsync(postgres.Database);
        await ExecuteAsync("update tenants set is_demo = true where id = $1", demo.TenantId);
        Assert.Null(await queries.FindAsync(Cancel));

        clock.Now += DemoFigureQueries.Kept;
        var figures = await queries.FindAsync(Cancel);
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => queries.FindAsync(Cancel)));
        await ExecuteAsync("update tenants set suspended_at = now() where id = $1", demo.TenantId);
        clock.Now += DemoFigureQueries.Kept;
        var after = await queries.FindAsync(Cancel);

        Assert.Equal(demo.TenantId, figures!.Store.TenantId);
        Assert.Equal(0, figures.Today.UpToNow.Orders);
        Assert.All(again, one => Assert.Same(figures, one));
        Assert.Null(after);
    }

    private async Task ExecuteAsync(string sql, Guid tenantId)
    {
        await using var command = postgres.Database.Owner.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenantId });
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
