using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Benchmarks.Ingest;

/// <summary>Holds the lock under which a store's read models are written, so that they stand still until this is disposed.</summary>
internal sealed class PausedProjection : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private PausedProjection(NpgsqlConnection connection) => _connection = connection;

    public static async Task<PausedProjection> StartAsync(PortalDatabase database, Guid tenantId)
    {
        var connection = await database.Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('projection ' || $1, 0))", connection);
        command.Parameters.Add(new() { Value = tenantId.ToString() });
        await command.ExecuteNonQueryAsync();
        return new(connection);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
