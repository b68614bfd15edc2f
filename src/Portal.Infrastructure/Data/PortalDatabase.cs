using Npgsql;

namespace Portal.Infrastructure.Data;

/// <summary>The three ways into the database, each with the least rights its work needs.</summary>
public sealed class PortalDatabase : IAsyncDisposable
{
    /// <param name="ownerConnectionString">The role that owns the schema and passes row-level security.</param>
    public PortalDatabase(string ownerConnectionString)
    {
        OwnerConnectionString = new NpgsqlConnectionStringBuilder(ownerConnectionString) { ApplicationName = "portal" }.ConnectionString;
        Owner = NpgsqlDataSource.Create(OwnerConnectionString);
        App = NpgsqlDataSource.Create(DatabaseRoles.ConnectionString(OwnerConnectionString, DatabaseRoles.App));

        // The writer's connections carry no setting of a store, so the reset between two uses has nothing to undo.
        Writer = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(DatabaseRoles.ConnectionString(OwnerConnectionString, DatabaseRoles.Writer)) { NoResetOnClose = true, MaxAutoPrepare = 8, AutoPrepareMinUsages = 2 }.ConnectionString);
    }

    /// <summary>Connection string of the owner role, with its password.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>Migrations, the demo store's bulk load and what crosses stores for the platform's administrators.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>Everything else; sees one store at a time, through row-level security.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>The event writer; may insert into the event tables of every store and read nothing.</summary>
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
        await App.DisposeAsync();
        await Owner.DisposeAsync();
    }
}
