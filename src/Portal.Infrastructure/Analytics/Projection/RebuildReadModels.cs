using System.Data;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>
/// Makes a store's read models anew from its events, in one transaction: readers see the old rows until the new ones are
/// there, and the pages never show a half. Commits that arrive meanwhile wait and are taken in afterwards.
/// </summary>
public sealed class RebuildReadModels(PortalDatabase database, TimeProvider time)
{
    private const int EventsInPass = 100_000;

    /// <returns>The events that the read models are made of.</returns>
    public async Task<long> RunAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var writer = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var writing = await writer.BeginTransactionAsync(cancellationToken);
        await ReadModelLock.TakeAsync(writer, tenantId, cancellationToken);

        // One snapshot for the ledger and the events, so that both tell of the same commits.
        await using var reader = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var reading = await reader.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var store = await StoreFacts.LoadAsync(reader, tenantId, cancellationToken);
        var pending = await PendingAsync(reader, tenantId, cancellationToken);
        var started = time.GetUtcNow().UtcDateTime;
        var horizon = await RebuildHorizon.LoadAsync(writer, store, cancellationToken);
        await horizon.ClearAsync(writer, tenantId, cancellationToken);
        var events = await ReadAllAsync(reader, writer, store, horizon, cancellationToken);
        await PresenceProjection.RebuildAsync(writer, tenantId, cancellationToken);
        await MarkAsync(writer, tenantId, pending, started, cancellationToken);
        await ProjectionState.RestartAsync(writer, store, started, events, pending.Length == 0 ? 0 : pending.Max(), cancellationToken);
        await writing.CommitAsync(cancellationToken);
        return events;
    }

    private static async Task<long> ReadAllAsync(
        NpgsqlConnection reader, NpgsqlConnection writer, StoreFacts store, RebuildHorizon horizon, CancellationToken cancellationToken)
    {
        var events = 0L;
        var pass = new ProjectionPass(writer, store, isRebuild: true);
        foreach (var day in await DaysAsync(reader, store.TenantId, cancellationToken))
        {
            await foreach (var fact in EventFactReader.OfDayAsync(reader, store.TenantId, day, cancellationToken))
            {
                if (horizon.Takes(fact))
                {
                    pass.Add(fact, isInKeptSession: horizon.IsInKeptSession(fact));
                }

                if (pass.Count == EventsInPass)
                {
                    events += pass.Count;
                    await pass.WriteAsync(cancellationToken);
                    pass = new(writer, store, isRebuild: true);
                }
            }
        }

        events += pass.Count;
        await pass.WriteAsync(cancellationToken);
        return events;
    }

    private static async Task<long[]> PendingAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(array_agg(batch_id), '{}') from event_batches where tenant_id = $1 and projected_at is null and not held",
            connection);
        command.Parameters.Add(new() { Value = tenantId });
        return (long[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task MarkAsync(
        NpgsqlConnection connection, Guid tenantId, long[] batches, DateTime now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update event_batches set projected_at = $2 where tenant_id = $1 and batch_id = any($3)", connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = batches });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Jumps from day to day along the key instead of reading every event for its day.
    private static async Task<List<DateOnly>> DaysAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            with recursive days as (
              select min(event_day) as day from events where tenant_id = $1
              union all
              select (select min(event_day) from events where tenant_id = $1 and event_day > days.day) from days where days.day is not null
            )
            select day from days where day is not null
            """, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        var days = new List<DateOnly>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add(reader.GetFieldValue<DateOnly>(0));
        }

        return days;
    }
}
