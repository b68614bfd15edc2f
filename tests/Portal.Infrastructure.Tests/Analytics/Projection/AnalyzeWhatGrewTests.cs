using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Projection;

public sealed class AnalyzeWhatGrewTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Analyze_TableThatWasEmpty_IsKnownToThePlannerAndNotAnalyzedAgain()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("""
            insert into visitor_days (tenant_id, day, is_bot, visitor, person)
            select $1, '2026-03-01', false, n, n from generate_series(1, 20000) as n
            """, store.TenantId);

        await AnalyzeAsync();

        Assert.InRange(await postgres.Database.ScalarAsync<float>("select reltuples from pg_class where oid = 'visitor_days'::regclass"), 19_000, 21_000);
        Assert.Equal(0, await AnalyzeAsync());
    }

    private async Task<int> AnalyzeAsync()
    {
        await using var command = postgres.Database.App.CreateCommand("select analyze_what_grew()");
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
