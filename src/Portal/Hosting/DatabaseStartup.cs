using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Embedded;
using Portal.Infrastructure.Shared.Files;

namespace Portal.Hosting;

/// <summary>Finds or starts the database and brings it to this build's schema, before anything else runs.</summary>
public sealed class DatabaseStartup : IAsyncDisposable
{
    private readonly FileStream? _lock;

    private DatabaseStartup(PortalDatabase database, EmbeddedPostgres? embedded, FileStream? ownership)
    {
        Database = database;
        Embedded = embedded;
        _lock = ownership;
    }

    public PortalDatabase Database { get; }

    /// <summary>The server this process keeps; null with a server of the operator's own or of another process.</summary>
    public EmbeddedPostgres? Embedded { get; }

    /// <param name="connectionString">Of a server of the operator's own; null starts the embedded one.</param>
    /// <param name="say">Told each step in a few words.</param>
    public static async Task<DatabaseStartup> PrepareAsync(
        string? connectionString, string dataDirectory, Action<string> say, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            return new(await PrepareAsync(connectionString, isEmbedded: false, say, cancellationToken), null, null);
        }

        var directory = Path.Combine(dataDirectory, "postgres");
        if (TryOwn(dataDirectory) is not { } ownership)
        {
            say("Using the embedded PostgreSQL of the portal that already runs here");
            var other = await EmbeddedPostgres.AttachAsync(directory, cancellationToken);
            return new(await PrepareAsync(other.ConnectionString("portal"), isEmbedded: true, say, cancellationToken), null, null);
        }

        say("Starting the embedded PostgreSQL");
        var embedded = await EmbeddedPostgres.StartAsync(directory, new(), cancellationToken);
        try
        {
            await embedded.EnsureDatabaseAsync("portal", cancellationToken: cancellationToken);
            return new(await PrepareAsync(embedded.ConnectionString("portal"), isEmbedded: true, say, cancellationToken), embedded,
                ownership);
        }
        catch
        {
            await embedded.StopAsync(CancellationToken.None);
            await ownership.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connections and stops the server that this process keeps.</summary>
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Embedded is not null)
        {
            await Embedded.StopAsync();
        }

        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }
    }

    // The lock goes with the process, however it ends. A second process, such as a worker beside a web process, uses the
    // server and leaves its life to the first.
    private static FileStream? TryOwn(string dataDirectory)
    {
        PrivateFiles.EnsureDataDirectory(dataDirectory);
        try
        {
            return PrivateFiles.Open(Path.Combine(dataDirectory, "postgres.lock"), FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<PortalDatabase> PrepareAsync(
        string connectionString, bool isEmbedded, Action<string> say, CancellationToken cancellationToken)
    {
        await DatabaseRoles.EnsureAsync(connectionString, cancellationToken);
        var applied = await new Migrator(Migration.All).RunAsync(connectionString, cancellationToken);
        say(applied.Count == 0 ? "The database is up to date" : $"Applied {applied.Count} migrations, up to {applied[^1]}");

        var database = new PortalDatabase(connectionString, isEmbedded);
        await EnsurePartitionsAsync(database, cancellationToken);
        return database;
    }

    // Every day that a message may belong to by the contract: 30 days back, and the days just ahead.
    private static async Task EnsurePartitionsAsync(PortalDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.App.CreateCommand("select ensure_event_partitions(current_date - 32, current_date + 7)");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
