using Npgsql;

namespace Portal.Infrastructure.Data;

/// <summary>The ways into the database, each with the least rights its work needs.</summary>
public sealed class PortalDatabase : IAsyncDisposable
{
    private const int AnswerSeconds = 3;
    private const int CommitSeconds = 10;

    /// <param name="ownerConnectionString">The role that owns the schema and passes row-level security.</param>
    public PortalDatabase(string ownerConnectionString)
    {
        OwnerConnectionString = new NpgsqlConnectionStringBuilder(ownerConnectionString) { ApplicationName = "portal" }.ConnectionString;
        Owner = NpgsqlDataSource.Create(OwnerConnectionString);
        App = NpgsqlDataSource.Create(DatabaseRoles.ConnectionString(OwnerConnectionString, DatabaseRoles.App));
        Lookup = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(DatabaseRoles.ConnectionString(OwnerConnectionString, DatabaseRoles.App))
        {
            MaxPoolSize = 8,
            Timeout = AnswerSeconds,
            CommandTimeout = AnswerSeconds,
        }.ConnectionString);

        // The writer's connections carry no setting of a store, so the reset between two uses has nothing to undo.
        Writer = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(DatabaseRoles.ConnectionString(OwnerConnectionString, DatabaseRoles.Writer))
        {
            NoResetOnClose = true,
            MaxAutoPrepare = 40, // a statement for each size of a small group, and some
            AutoPrepareMinUsages = 2,
            Timeout = AnswerSeconds,
            CommandTimeout = CommitSeconds,
        }.ConnectionString);
    }

    /// <summary>Connection string of the owner role, with its password.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>Migrations, the demo store's bulk load and what crosses stores for the platform's administrators.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>Everything else; sees one store at a time, through row-level security.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>
    /// The application role's few connections for what a request of events waits to know. Apart from <see cref="App"/>, so that
    /// busy pages do not hold events up, and given up after 3 seconds, so that a sender hears 503 in time.
    /// </summary>
    public NpgsqlDataSource Lookup { get; }

    /// <summary>The event writer; may insert into the event tables of every store and read nothing. Gives up after 10 seconds without an answer.</summary>
    public NpgsqlDataSource Writer { get; }

    /// <summary>Opens a connection of the application role that works for one store.</summary>
    public async Task<NpgsqlConnection> OpenForTenantAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        var connection = await App.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("select set_config('app.tenant_id', $1, false)", connection);
            command.Parameters.Add(new() { Value = tenantId.ToString() });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Lookup.DisposeAsync();
        await App.DisposeAsync();
        await Owner.DisposeAsync();
    }
}
