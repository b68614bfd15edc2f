using Npgsql;
using Portal.Domain.Billing;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Events.Retention;

/// <summary>
/// Deletes the events of a store that are older than its plan keeps them, day by day and each day in a transaction of its
/// own, after writing them to the archive when there is one. What the read models tell of those days stays.
/// </summary>
public sealed class EndOldEvents(PortalDatabase database, EventOptions options, TimeProvider time)
{
    private static readonly DateOnly Unplaced = new(1970, 1, 1);

    /// <returns>Events deleted.</returns>
    public async Task<long> RunAsync(Guid tenantId, Plan plan, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var keptFrom = today.AddDays(-plan.DaysKept);
        var deleted = 0L;
        while (await OldestDayAsync(tenantId, keptFrom, cancellationToken) is { } day)
        {
            deleted += await EndDayAsync(tenantId, day, keptFrom, cancellationToken);
        }

        return deleted + await EndUnplacedAsync(tenantId, keptFrom, cancellationToken);
    }

    private async Task<DateOnly?> OldestDayAsync(Guid tenantId, DateOnly before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("select min(event_day) from events where tenant_id = $1 and event_day < $2 and event_day > $3", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = Unplaced });
        return await command.ExecuteScalarAsync(cancellationToken) is DateOnly day ? day : null;
    }

    // Under the projection's lock, so that no event goes that is about to be taken in.
    private async Task<int> EndDayAsync(Guid tenantId, DateOnly day, DateOnly keptFrom, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ProjectionState.LockAsync(connection, tenantId, cancellationToken);
        if (options.ArchiveDirectory is { Length: > 0 } directory)
        {
            await new EventArchive(directory).WriteAsync(connection, tenantId, day, cancellationToken);
        }

        await ExecuteAsync(connection, "update projections set kept_from = greatest(kept_from, $2) where tenant_id = $1", [tenantId, keptFrom], cancellationToken);
        var deleted = await ExecuteAsync(connection, "delete from events where tenant_id = $1 and event_day = $2", [tenantId, day], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }

    private async Task<int> EndUnplacedAsync(Guid tenantId, DateOnly keptFrom, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        return await ExecuteAsync(
            connection, "delete from events where tenant_id = $1 and event_day = $2 and received_at < $3 and occurred_at < $3",
            [tenantId, Unplaced, keptFrom.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)], cancellationToken);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
