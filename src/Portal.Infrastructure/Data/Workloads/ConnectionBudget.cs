using System.Globalization;
using Npgsql;

namespace Portal.Infrastructure.Data.Workloads;

/// <summary>Compares what a node may open with what its server allows.</summary>
public static class ConnectionBudget
{
    // The connections that listen for notices of the database, each outside the pools.
    private const int Listeners = 4;

    /// <param name="writers">Of events.</param>
    /// <returns>A sentence for the operator when this node alone may open more than the server lets in; null when it fits.</returns>
    public static async Task<string?> CheckAsync(PortalDatabase database, int writers, CancellationToken cancellationToken)
    {
        var node = database.Connections + writers + 1 + Listeners;
        await using var command = database.Owner.CreateCommand(
            "select (select setting::int from pg_settings where name = 'max_connections') - (select setting::int from pg_settings where "
                + "name = 'superuser_reserved_connections')");
        var allowed = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        return node <= allowed
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"This node may open {node} connections, and PostgreSQL lets {allowed} in: raise max_connections, or lower the settings "
                    + $"under {WorkloadOptions.Section}.");
    }
}
