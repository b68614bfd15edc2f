using Npgsql;

namespace Portal.Infrastructure.Events;

/// <summary>The lock of a store's read models: whoever counts its events, or takes some away, holds it meanwhile.</summary>
internal static class ReadModelLock
{
    /// <summary>Takes the lock until the transaction ends, if nobody else has it.</summary>
    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "select pg_try_advisory_xact_lock(hashtextextended('projection ' || $1, 0))",
            tenantId);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Waits for the lock and holds it until the transaction ends.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "select pg_advisory_xact_lock(hashtextextended('projection ' || $1, 0))",
            tenantId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid tenantId)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId.ToString() });
        return command;
    }
}
