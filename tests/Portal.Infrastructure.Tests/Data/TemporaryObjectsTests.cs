using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

/// <summary>
/// A role of the application makes temporary tables, views, triggers, functions, operators and types that are named as what the
/// owner's functions use, and then calls those functions: nothing of it runs, least of all as the owner.
/// </summary>
public sealed class TemporaryObjectsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Traps = """
        create function pg_temp.trap() returns boolean language plpgsql volatile
          as $$ begin raise warning 'trap %', current_user; return true; end $$;
        create function pg_temp.trap_row() returns trigger language plpgsql
          as $$ begin raise warning 'trap %', current_user; return new; end $$;
        create function pg_temp.trap_equal(pg_catalog.text, pg_catalog.text) returns boolean language plpgsql
          as $$ begin raise warning 'trap %', current_user; return true; end $$;
        create function pg_temp.app_tenant_id() returns pg_catalog.uuid language plpgsql
          as $$ begin raise warning 'trap %', current_user; return null; end $$;
        create function pg_temp.lower(pg_catalog.text) returns pg_catalog.text language plpgsql
          as $$ begin raise warning 'trap %', current_user; return ''; end $$;
        create function pg_temp.statistics_know_store(pg_catalog.uuid) returns boolean language plpgsql
          as $$ begin raise warning 'trap %', current_user; return true; end $$;
        create procedure pg_temp.protect_tenant_table(pg_catalog.regclass) language plpgsql
          as $$ begin raise warning 'trap %', current_user; end $$;
        """;

    // Made last: from then on names of types mean these.
    private const string Types = """
        create operator pg_temp.= (leftarg = pg_catalog.text, rightarg = pg_catalog.text, function = pg_temp.trap_equal);
        create domain pg_temp.text as pg_catalog.text check (pg_temp.trap());
        create domain pg_temp.date as pg_catalog.date check (pg_temp.trap());
        create domain pg_temp.uuid as pg_catalog.uuid check (pg_temp.trap());
        create domain pg_temp.regclass as pg_catalog.regclass check (pg_temp.trap());
        """;

    // What a column is of stands beside its name; views and tables are made of it without a look at the real ones.
    private const string Shadows = """
        select c.relname, string_agg(format('%I %s', a.attname, a.atttypid::regtype), ',' order by a.attnum)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition group by 1
        """;

    private const string Callable = """
        select format('select public.%I(%s)', p.proname, coalesce((
          select string_agg(case
            when t.typname = 'date' then 'current_date' when t.typname = 'uuid' then 'gen_random_uuid()'
            when t.typname = 'timestamptz' then 'now()'
            when t.typname in ('int4', 'int8') then '1' when t.typname = 'bytea' then '''\x00''::bytea' when t.typname = 'text' then '''x'''
            when t.typname = '_uuid' then 'array[gen_random_uuid()]' when t.typname = '_timestamptz' then 'array[now()]'
              when t.typname = '_int8' then 'array[1::bigint]'
            when t.typname = '_text' then 'array[''x''::pg_catalog.text]'
              when t.typname = '_bool' then 'array[true]' else 'null' end, ', ' order by place)
          from unnest(p.proargtypes) with ordinality as a (type, place) join pg_type t on t.oid = a.type), ''))
        from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype and p.prokind = 'f'
          and has_function_privilege($1, p.oid, 'execute')
        """;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Attacks =>
        new MatrixTheoryData<string, string>([DatabaseRoles.App, DatabaseRoles.Writer], ["view", "table"]);

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Functions_CallerShadowsWhatTheyUse_RunNothingOfIt(string role, string kind)
    {
        var (calls, caught) = await AttackAsync(role, kind);

        Assert.InRange(calls, role == DatabaseRoles.App ? 20 : 3, 100);
        Assert.Empty(caught);
    }

    // As all of them were until migration 0081: the trap works.
    [Fact]
    public async Task Function_WithThePathOfBefore_RunsTheTrapAsOwner()
    {
        await ExecuteAsync("alter function slug_is_taken(text) set search_path = public");
        try
        {
            Assert.Contains((await AttackAsync(DatabaseRoles.App, "view")).Caught, text =>
                text == "trap " + new NpgsqlConnectionStringBuilder(postgres.Database.OwnerConnectionString).Username);
        }
        finally
        {
            await ExecuteAsync("alter function slug_is_taken(text) set search_path = pg_catalog, public, pg_temp");
        }
    }

    [Theory]
    [InlineData(DatabaseRoles.App)]
    [InlineData(DatabaseRoles.Writer)]
    public async Task TriggerFunctions_BoundToTheCallersTable_AreRefused(string role)
    {
        var functions = await ListAsync(
            "select proname::text from pg_proc where pronamespace = 'public'::regnamespace and prorettype = 'trigger'::regtype",
            row => row.GetString(0));
        await using var connection = await Source(role).OpenConnectionAsync(Cancel);
        await RunAsync(connection, "create temporary table loot (tenant_id uuid)");

        Assert.InRange(functions.Count, 8, 100);
        foreach (var function in functions)
        {
            var exception = await Assert.ThrowsAsync<PostgresException>(() =>
                RunAsync(connection, $"create trigger bound after insert on loot for each statement execute function public.{function}()"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
        }
    }

    private async Task<(int Calls, List<string> Caught)> AttackAsync(string role, string kind)
    {
        var shadows = await ListAsync(Shadows, row => (Name: row.GetString(0), Columns: row.GetString(1)));
        var calls = await ListAsync(Callable, row => row.GetString(0), role);

        // A connection of its own: what is made here must not be met by the next user of the pool.
        var target = DatabaseRoles.ConnectionString(postgres.Database.OwnerConnectionString, role);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(target) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancel);
        await RunAsync(connection, Traps);
        await RunAsync(connection, string.Join(";\n", shadows.Select(shadow => kind == "view"
            ? $"""
                create function pg_temp."rows of {shadow.Name}"() returns table ({shadow.Columns}) language plpgsql
                  as $$ begin raise warning 'trap %', current_user; end $$;
                create temporary view "{shadow.Name}" as select * from pg_temp."rows of {shadow.Name}"();
                create trigger trap instead of insert or update or delete on pg_temp."{shadow.Name}"
                  for each row execute function pg_temp.trap_row();
                grant all on pg_temp."{shadow.Name}" to public
                """
            : $"""
                create temporary table "{shadow.Name}" ({shadow.Columns});
                create trigger trap before insert or update or delete on pg_temp."{shadow.Name}"
                  for each statement execute function pg_temp.trap_row();
                grant all on pg_temp."{shadow.Name}" to public
                """)));
        await RunAsync(connection, Types);
        var caught = new List<string>();
        connection.Notice += (_, notice) => caught.Add(notice.Notice.MessageText);
        foreach (var call in calls)
        {
            try
            {
                await RunAsync(connection, call);
            }
            catch (PostgresException exception)
            {
                // What a function says to such arguments does not matter, unless it has met something of ours.
                caught.Add(exception.MessageText);
            }
        }

        return (calls.Count, caught.FindAll(text => text.Contains("trap", StringComparison.Ordinal)
            || text.Contains("view", StringComparison.Ordinal) || text.Contains("permission", StringComparison.Ordinal)));
    }

    private NpgsqlDataSource Source(string role) => role == DatabaseRoles.App ? postgres.Database.App : postgres.Database.Writer;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await postgres.Database.Owner.OpenConnectionAsync(Cancel);
        await RunAsync(connection, sql);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var command = postgres.Database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(Cancel))
            rows.Add(read(reader));
        return rows;
    }
}
