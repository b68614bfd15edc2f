using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

/// <summary>Walks PostgreSQL's catalogue: no table of stores may lack its policy, whoever adds it.</summary>
public sealed class TenancyCatalogueTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string TenantTables = """
        select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
        where c.relkind in ('r', 'p')
        """;

    [Fact]
    public async Task TenantTables_All_AreUnderForcedRowSecurityWithAPolicy()
    {
        var open = await NamesAsync($"""
            select relname from ({TenantTables}) t
            where not relrowsecurity or not relforcerowsecurity
               or not exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*'
                 and pg_get_expr(p.polwithcheck, p.polrelid) like '%app_tenant_id()%')
            """);

        Assert.Empty(open);
    }

    [Fact]
    public async Task TenantTables_All_HaveTheTenantFirstInTheirKey()
    {
        var wrong = await NamesAsync($"""
            select relname from ({TenantTables}) t
            where not exists (
              select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
              where i.indrelid = t.oid and i.indisprimary and a.attname = 'tenant_id')
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task TenantTables_ForeignKeysBetweenThem_IncludeTheTenant()
    {
        var wrong = await NamesAsync($"""
            with t as ({TenantTables})
            select k.conname from pg_constraint k
            join t source on source.oid = k.conrelid
            join t target on target.oid = k.confrelid
            where k.contype = 'f' and not exists (
              select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname = 'tenant_id')
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task AppRole_Rights_CannotPassRowSecurity()
    {
        var passing = await NamesAsync("select rolname from pg_roles where rolname = 'portal_app' and (rolsuper or rolbypassrls)");

        Assert.Empty(passing);
    }

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
