using System.Globalization;
using Npgsql;
using Portal.Domain.Billing;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Events.Retention;

/// <summary>
/// Deletes the events of a store that are older than its plan keeps them, day by day and each day in a transaction of its
/// own, after writing them to the archive when there is one. What the read models tell of those days stays.
/// </summary>
public sealed class EndOldEvents(PortalDatabase database, EventArchive archive, TimeProvider time)
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
        await using var command = new NpgsqlCommand(
            "select min(event_day) from events where tenant_id = $1 and event_day < $2 and event_day > $3", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = Unplaced });
        return await command.ExecuteScalarAsync(cancellationToken) is DateOnly day ? day : null;
    }

    private Task<int> EndDayAsync(Guid tenantId, DateOnly day, DateOnly keptFrom, CancellationToken cancellationToken) => EndAsync(
        tenantId, keptFrom, Text(day), $"tenant_id = '{tenantId:D}' and event_day = '{Text(day)}'", cancellationToken);

    // What has no day of its own ends by its age, so its file is named after the day before which it is gone.
    private Task<int> EndUnplacedAsync(Guid tenantId, DateOnly keptFrom, CancellationToken cancellationToken) => EndAsync(
        tenantId, keptFrom, $"unplaced-{Text(keptFrom)}",
        $"tenant_id = '{tenantId:D}' and event_day = '{Text(Unplaced)}' and received_at < '{Text(keptFrom)} 00:00Z' and occurred_at < "
            + $"'{Text(keptFrom)} 00:00Z'",
        cancellationToken);

    // Under the projection's lock, so that no event goes that is about to be taken in. COPY takes no parameters; the condition
    // is written by us and holds no text of anybody.
    private async Task<int> EndAsync(Guid tenantId, DateOnly keptFrom, string file, string condition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await archive.LockAsync(connection, tenantId, cancellationToken);
        await ReadModelLock.TakeAsync(connection, tenantId, cancellationToken);
        if (!await AnyAsync(connection, condition, cancellationToken))
        {
            return 0;
        }

        await archive.WriteAsync(connection, tenantId, file, condition, cancellationToken);
        await ExecuteAsync(connection, "update projections set kept_from = greatest(kept_from, $2) where tenant_id = $1",
            [tenantId, keptFrom], cancellationToken);
        var deleted = await ExecuteAsync(connection, $"delete from events where {condition}", [], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }

    private static async Task<bool> AnyAsync(NpgsqlConnection connection, string condition, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select exists (select from events where {condition})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
