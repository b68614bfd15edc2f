using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

/// <summary>
/// Walks PostgreSQL's catalogue for what keeps a table from being distributed by store: no migration may add to it. What is named here
/// is still to go, and goes from the list with the migration that takes it away.
/// </summary>
public sealed class DistributionRuleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string TenantTables = """
        select c.oid, c.relname from pg_class c
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and not c.relispartition
        """;

    private static readonly string[] Triggers =
    [
        "event_batches.event_batches_counted", "exchange_rates.exchange_rates_changed", "orders.orders_at_another_rate",
        "orders.orders_counted", "orders.orders_recounted", "orders.orders_uncounted", "payments.payments_added",
        "payments.payments_changed", "payments.payments_removed", "sites.sites_changed", "stock_movements.stock_movements_counted",
        "stock_movements.stock_movements_uncounted", "variants.variants_priced", "variants.variants_repriced",
        "write_keys.write_keys_changed",
    ];

    private static readonly string[] FunctionsInSql =
    [
        "add_ingest_health", "add_ingest_rejections", "find_api_token", "find_invitation", "find_orders", "find_visitors_by_email",
        "find_write_key", "list_month_usage", "list_unwell_work_units", "month_usage", "prune_day_answers", "prune_ingest_health",
        "prune_work_units", "slug_is_taken", "statistics_know_store",
    ];

    [Fact]
    public async Task Triggers_OnTablesOfStores_AreNotAdded() => Assert.Equal(
        Triggers,
        await NamesAsync($"""
            select t.relname || '.' || g.tgname from pg_trigger g join ({TenantTables}) t on t.oid = g.tgrelid
            where not g.tgisinternal order by 1
            """));

    [Fact]
    public async Task UniqueIndexes_OfTablesOfStores_HoldTheStore() => Assert.Equal(
        [],
        await NamesAsync($"""
            select t.relname || '.' || c.relname from pg_index i
            join ({TenantTables}) t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
            where i.indisunique and not exists (
              select 1 from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any (i.indkey) and a.attname = 'tenant_id')
            order by 1
            """));

    [Fact]
    public async Task FunctionsInSql_WithParameters_AreNotAdded() => Assert.Equal(
        FunctionsInSql,
        await NamesAsync("""
            select distinct p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
            join pg_language l on l.oid = p.prolang and l.lanname = 'sql' where p.pronargs > 0 order by 1
            """));

    [Fact]
    public async Task Policies_OfTablesOfStores_CompareASettingWithAColumn() => Assert.Equal(
        ["tenants.member"],
        await NamesAsync("""
            select tablename || '.' || policyname from pg_policies
            where schemaname = 'public' and (qual like '%SELECT%' or with_check like '%SELECT%') order by 1
            """));

    [Fact]
    public async Task Columns_OfTablesOfStores_AreNumberedByNoIdentity() => Assert.Equal(
        [],
        await NamesAsync($"""
            select t.relname || '.' || a.attname from pg_attribute a join ({TenantTables}) t on t.oid = a.attrelid
            where a.attidentity <> '' order by 1
            """));

    private async Task<List<string>> NamesAsync(string sql)
    {
        await using var command = postgres.Database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            names.Add(reader.GetString(0));
        return names;
    }
}
