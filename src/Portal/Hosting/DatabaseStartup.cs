using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Embedded;

namespace Portal.Hosting;

/// <summary>Finds or starts the database and brings it to this build's schema, before anything else runs.</summary>
public sealed class DatabaseStartup
{
    private DatabaseStartup(PortalDatabase database, EmbeddedPostgres? embedded)
    {
        Database = database;
        Embedded = embedded;
    }

    public PortalDatabase Database { get; }

    /// <summary>The server this process started or took over; null with a server of the operator's own.</summary>
    public EmbeddedPostgres? Embedded { get; }

    /// <param name="connectionString">Of a server of the operator's own; null starts the embedded one.</param>
    /// <param name="say">Told each step in a few words.</param>
    public static async Task<DatabaseStartup> PrepareAsync(
        string? connectionString, string dataDirectory, Action<string> say, CancellationToken cancellationToken)
    {
        EmbeddedPostgres? embedded = null;
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            say("Starting the embedded PostgreSQL");
            embedded = await EmbeddedPostgres.StartAsync(Path.Combine(dataDirectory, "postgres"), new(), cancellationToken);
            await embedded.EnsureDatabaseAsync("portal", cancellationToken: cancellationToken);
            connectionString = embedded.ConnectionString("portal");
        }

        await DatabaseRoles.EnsureAsync(connectionString, cancellationToken);
        var applied = await new Migrator(Migration.All).RunAsync(connectionString, cancellationToken);
        say(applied.Count == 0 ? "The database is up to date" : $"Applied {applied.Count} migrations, up to {applied[^1]}");

        var database = new PortalDatabase(connectionString);
        await EnsurePartitionsAsync(database, cancellationToken);
        return new(database, embedded);
    }

    // Every day that a message may belong to by the contract: 30 days back, and the days just ahead.
    private static async Task EnsurePartitionsAsync(PortalDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.App.CreateCommand("select ensure_event_partitions(current_date - 32, current_date + 7)");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
