using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

/// <summary>
/// Walks PostgreSQL's catalogue for what each role may do. Who adds a function, or a table that is open to every store, adds it
/// here with the reason.
/// </summary>
public sealed class RightsCatalogueTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    /// <summary>Functions that run as the owner and that a role of the application may call.</summary>
    private static readonly Dictionary<string, string> Definers = new()
    {
        ["add_ingest_health"] = "The writer counts the answers to all stores at once.",
        ["add_ingest_rejections"] = "The writer counts the answers to all stores at once.",
        ["analyze_what_grew"] = "Only the owner of a table may gather its statistics.",
        ["count_invitation_mails"] = "Invitations to an address are counted over all stores.",
        ["count_stock_days_again"] = "Only triggers write days of stock; the store is the connection's own.",
        ["drop_empty_event_partitions"] = "Only the owner may drop a partition.",
        ["ensure_event_partitions"] = "Only the owner may make a partition.",
        ["find_api_token"] = "The store is not known before its token is.",
        ["find_invitation"] = "Who opens an invitation is no member yet.",
        ["find_orders"] = "Row-level security keeps indexes over functions from being used; the store is the connection's own.",
        ["find_orders_by_number"] = "Row-level security keeps indexes over functions from being used; the store is the connection's own.",
        ["find_visitors_by_email"] = "Row-level security keeps indexes over functions from being used; the store is the connection's own.",
        ["find_write_key"] = "The store is not known before its key is.",
        ["introduce_store"] = "Only the owner of a table may gather its statistics.",
        ["list_event_retention"] = "A job goes through all stores; identities and plans.",
        ["list_held_stores"] = "A job goes through all stores; identities and plans.",
        ["list_month_usage"] = "A job goes through all stores; figures.",
        ["list_open_imports"] = "A service goes through all stores; identities.",
        ["list_pending_erasures"] = "A job goes through all stores; identities.",
        ["list_pending_projections"] = "A service goes through all stores; identities.",
        ["list_stores_to_book_again"] = "A job goes through all stores; identities.",
        ["list_tenants"] = "Jobs go through all stores; identities and names.",
        ["list_unbooked_orders"] = "A service goes through all stores; identities.",
        ["list_unwell_work_units"] = "A service goes through all stores; identities and counts of failures.",
        ["month_usage"] = "A node that takes events in knows the month of the stores that send to it.",
        ["prune_day_answers"] = "A job deletes what is old in all stores.",
        ["prune_import_chunks"] = "A job deletes what is old in all stores.",
        ["prune_ingest_health"] = "A job deletes what is old in all stores.",
        ["prune_invitation_mails"] = "A job deletes what is old in all stores.",
        ["prune_work_units"] = "A job deletes what is old in all stores.",
        ["slug_is_taken"] = "A slug is free only when no store has it.",
        ["statistics_know_store"] = "Statistics under row-level security are the owner's to read.",
    };

    /// <summary>Functions of triggers that run as the owner. Nobody may call them or make a trigger of them.</summary>
    private static readonly Dictionary<string, string> DefinerTriggers = new()
    {
        ["count_event_usage"] = "The writer may only add, not add up.",
        ["count_orders"] = "Only the trigger writes the counts.",
        ["count_stock_movements"] = "Only the trigger writes levels and days.",
        ["give_first_location"] = "A store is made by whoever signs up, before a connection works for it.",
        ["keep_variant_prices"] = "Only the trigger writes past prices.",
        ["sum_payments"] = "Only the trigger writes the sums.",
        ["sum_payments_at_another_rate"] = "Only the trigger writes the sums.",
    };

    /// <summary>Functions that run as their caller and that the application calls.</summary>
    private static readonly string[] Invokers = ["app_tenant_id", "app_user_id", "ensure_categories", "ensure_variants"];

    /// <summary>Tables that no policy guards, since what they hold belongs to no store.</summary>
    private static readonly Dictionary<string, string> OpenTables = new()
    {
        ["data_protection_keys"] = "The key ring of all nodes, encrypted with a key that is not in the database.",
        ["exchange_rate_feed"] = "How the reading of the bank's rates goes; the same for every store.",
        ["job_runs"] = "What became of jobs, which work for all stores.",
        ["mail_outbox"] = "Mails that wait; a person may belong to no store.",
        ["platform_tokens"] = "Tokens of administrators.",
        ["quartz.*"] = "The clock of jobs, which work for all stores.",
        ["sign_in_attempts"] = "People belong to several stores or none.",
        ["user_claims"] = "People belong to several stores or none.",
        ["user_logins"] = "People belong to several stores or none.",
        ["user_sessions"] = "People belong to several stores or none.",
        ["user_tokens"] = "People belong to several stores or none.",
        ["users"] = "People belong to several stores or none.",
    };

    [Fact]
    public async Task Functions_RunAsOwner_AreKnownWithAReason() => Assert.Equal(
        Definers.Keys.Concat(DefinerTriggers.Keys).Order(StringComparer.Ordinal),
        await NamesAsync("""
            select distinct proname::text collate "C" from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1
            """));

    // A body that is parsed when it is made looks nothing up when it runs; a setting would keep it from being read into policies.
    [Fact]
    public async Task Functions_All_LookUpNamesInTheCatalogueAndPublicBeforeTemporaryObjects() => Assert.Empty(await NamesAsync("""
        select oid::regprocedure::text from pg_proc
        where pronamespace = 'public'::regnamespace and prosqlbody is null
          and not coalesce('search_path=pg_catalog, public, pg_temp' = any (proconfig), false)
        """));

    [Fact]
    public async Task Functions_ParsedWhenMade_RunAsTheirCaller() => Assert.Empty(await NamesAsync("""
        select oid::regprocedure::text from pg_proc
        where pronamespace = 'public'::regnamespace and prosqlbody is not null and (prosecdef or proconfig is not null)
        """));

    [Fact]
    public async Task Functions_All_AreClosedToThePublic() => Assert.Empty(await NamesAsync("""
        select p.oid::regprocedure::text from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) and a.grantee = 0
        """));

    [Fact]
    public async Task Functions_RolesMayCall_AreThoseTheyNeed()
    {
        string[] writer = ["add_ingest_health", "add_ingest_rejections", "ensure_event_partitions"];

        Assert.Equal(Definers.Keys.Except(writer[..2]).Concat(Invokers).Order(StringComparer.Ordinal), await CallableAsync("portal_app"));
        Assert.Equal(writer, await CallableAsync("portal_writer"));
    }

    [Fact]
    public async Task Functions_MadeLater_AreClosedToThePublic()
    {
        await using var connection = await postgres.Database.Owner.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var make = new Npgsql.NpgsqlCommand("create function public.made_later() returns integer language sql as 'select 1'",
            connection);
        await make.ExecuteNonQueryAsync(Cancel);
        await using var ask = new Npgsql.NpgsqlCommand("select has_function_privilege('portal_app', 'public.made_later()', 'execute')",
            connection);

        Assert.False((bool)(await ask.ExecuteScalarAsync(Cancel))!);
    }

    [Fact]
    public async Task Database_Public_MayNeitherMakeTemporaryObjectsNorSchemas()
    {
        Assert.Empty(await NamesAsync("""
            select a.privilege_type from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
            where d.datname = current_database() and a.grantee = 0 and a.privilege_type <> 'CONNECT'
            """));
        Assert.Equal(["portal_app", "portal_writer"], await NamesAsync("""
            select a.grantee::regrole::text from pg_database d, aclexplode(d.datacl) a
            where d.datname = current_database() and a.privilege_type = 'TEMPORARY' and a.grantee <> d.datdba order by 1
            """));
    }

    [Fact]
    public async Task Schemas_NobodyButTheOwner_MayCreateInThem() => Assert.Empty(await NamesAsync("""
        select nspname || ' ' || role from pg_namespace, unnest(array['portal_app', 'portal_writer']) role
        where nspname not like 'pg\_temp\_%' and nspname not like 'pg\_toast%' and has_schema_privilege(role, oid, 'create')
        """));

    [Fact]
    public async Task Tables_Public_MayDoNothing() => Assert.Empty(await NamesAsync("""
        select c.oid::regclass::text from pg_class c, aclexplode(c.relacl) a
        where c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) and a.grantee = 0
        """));

    // To own, to bind triggers to, or to empty a table is nothing that the application does.
    [Fact]
    public async Task Tables_Roles_MayOnlyReadAndWriteRows() => Assert.Empty(await NamesAsync("""
        select c.oid::regclass || ' ' || a.privilege_type || ' ' || a.grantee::regrole from pg_class c, aclexplode(c.relacl) a
        where c.relkind in ('r', 'p', 'v', 'm') and a.grantee in ('portal_app'::regrole, 'portal_writer'::regrole)
          and (a.is_grantable or a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))
        """));

    [Fact]
    public async Task Tables_WithoutRowSecurity_AreKnownWithAReason() => Assert.Equal(
        string.Join(' ', OpenTables.Keys.Order(StringComparer.Ordinal)),
        string.Join(' ', await NamesAsync("""
            select distinct (case n.nspname when 'public' then c.relname else n.nspname || '.*' end)::text collate "C"
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_%' and c.relkind in ('r', 'p')
              and not c.relispartition and not (c.relrowsecurity and c.relforcerowsecurity)
              and (has_any_column_privilege('portal_app', c.oid, 'select, insert, update') or has_any_column_privilege('portal_writer', c.oid, 'select, insert, update'))
            order by 1
            """)));

    private Task<List<string>> CallableAsync(string role) => NamesAsync($"""
        select distinct proname::text collate "C" from pg_proc
        where pronamespace = 'public'::regnamespace and has_function_privilege('{role}', oid, 'execute') order by 1
        """);

    private async Task<List<string>> NamesAsync(string sql)
    {
        await using var command = postgres.Database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var names = new List<string>();
        while (await reader.ReadAsync(Cancel))
            names.Add(reader.GetString(0));
        return names;
    }
}
