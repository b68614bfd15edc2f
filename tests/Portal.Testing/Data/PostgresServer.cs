using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Embedded;

namespace Portal.Testing.Data;

/// <summary>The one PostgreSQL server of a test run, with a migrated template that databases are cloned from.</summary>
public static class PostgresServer
{
    private const string Template = "portal_template";

    private static readonly Lazy<Task<EmbeddedPostgres>> Started = new(StartAsync);
    private static readonly SemaphoreSlim Cloning = new(1, 1);
    private static int _clones;

    /// <summary>The running server; started by the first test that asks.</summary>
    public static Task<EmbeddedPostgres> GetAsync() => Started.Value;

    /// <summary>A new database with the current schema; drop it when done.</summary>
    public static async Task<string> CloneAsync()
    {
        var server = await GetAsync();
        var name = $"test_{Interlocked.Increment(ref _clones)}";
        await Cloning.WaitAsync();
        try
        {
            await server.EnsureDatabaseAsync(name, Template);
            await using var owner = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { Pooling = false }.ConnectionString);
            await owner.OpenAsync();
            await DatabaseRoles.GrantAsync(owner);
        }
        finally
        {
            Cloning.Release();
        }

        return name;
    }

    /// <summary>Drops a database; waits for the server's own vacuum, which nobody but the server may end.</summary>
    public static async Task DropAsync(string name)
    {
        var server = await GetAsync();
        for (var tries = 0; ; tries++)
        {
            try
            {
                await server.DropDatabaseAsync(name);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege && tries < 50)
            {
                await Task.Delay(200);
            }
        }
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "postgres",
            Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var server = await EmbeddedPostgres.StartAsync(directory, new() { Durable = false, SharedBuffersMegabytes = 256 });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(server, directory);

        await server.EnsureDatabaseAsync(Template);
        var owner = server.ConnectionString(Template);
        await DatabaseRoles.EnsureAsync(owner);
        await new Migrator(Migration.All).RunAsync(owner);
        await using (var database = new PortalDatabase(owner))
        await using (var command = database.App.CreateCommand("select ensure_event_partitions(current_date - 32, current_date + 2)"))
        {
            await command.ExecuteScalarAsync();
        }

        return server;
    }

    private static void Stop(EmbeddedPostgres server, string directory)
    {
        server.StopAsync().GetAwaiter().GetResult();
        Directory.Delete(directory, recursive: true);
    }
}
