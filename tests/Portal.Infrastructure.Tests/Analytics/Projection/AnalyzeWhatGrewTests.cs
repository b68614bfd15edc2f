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

        Assert.InRange(await postgres.Database.ScalarAsync<float>("select reltuples from pg_class where oid = 'visitor_days'::regclass"),
            19_000, 21_000);
        Assert.Equal(0, await AnalyzeAsync());
    }

    // The largest target of a table says how many of its rows are read, so one column left out would undo the others.
    [Fact]
    public async Task EventPartitions_OldAndNew_HaveASmallSampleInEveryColumnAndExpression()
    {
        await postgres.Database.ExecuteAsync("select ensure_event_partitions('2021-06-01', '2021-06-01')");

        Assert.Equal([30], await postgres.Database.ListAsync<int>("""
            select coalesce(a.attstattarget, -1)::integer
            from pg_inherits p
            join pg_attribute a on a.attrelid = p.inhrelid and a.attnum > 0 and not a.attisdropped
            where p.inhparent = 'events'::regclass
            union
            select coalesce(a.attstattarget, -1)
            from pg_inherits p
            join pg_index i on i.indrelid = p.inhrelid
            join pg_attribute a on a.attrelid = i.indexrelid and i.indkey[a.attnum - 1] = 0
            where p.inhparent = 'events'::regclass
            """));
    }

    private async Task<int> AnalyzeAsync()
    {
        await using var command = postgres.Database.App.CreateCommand("select analyze_what_grew()");
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
