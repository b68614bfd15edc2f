using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>The lock under which a store's read models are written, and the row that says how far they are.</summary>
internal static class ProjectionState
{
    /// <summary>True when the days of the read models were cut in another time zone than the store's.</summary>
    public static async Task<bool> IsOfAnotherZoneAsync(NpgsqlConnection connection, StoreFacts store, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select exists (select from projections where tenant_id = $1 and time_zone <> $2)",
            connection);
        command.Parameters.Add(new() { Value = store.TenantId });
        command.Parameters.Add(new() { Value = store.TimeZone });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Notes how far the read models are.</summary>
    /// <param name="asOf">Everything received before it is in them.</param>
    /// <param name="events">Events that were taken in.</param>
    /// <param name="lastBatch">The newest of their commits; 0 for none.</param>
    public static async Task AdvanceAsync(
        NpgsqlConnection connection, StoreFacts store, DateTime asOf, long events, long lastBatch, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into projections as p (tenant_id, as_of, time_zone, events, last_batch) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id) do update set
              as_of = excluded.as_of, time_zone = excluded.time_zone, events = p.events + excluded.events,
              last_batch = greatest(p.last_batch, excluded.last_batch)
            """, connection);
        Add(command, store, asOf, events, lastBatch);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes that the read models were made anew.</summary>
    public static async Task RestartAsync(
        NpgsqlConnection connection, StoreFacts store, DateTime asOf, long events, long lastBatch, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into projections (tenant_id, as_of, time_zone, events, last_batch, rebuilt_at) values ($1, $2, $3, $4, $5, $2)
            on conflict (tenant_id) do update set
              as_of = excluded.as_of, time_zone = excluded.time_zone, events = excluded.events,
              last_batch = greatest(projections.last_batch, excluded.last_batch), rebuilt_at = excluded.rebuilt_at
            """, connection);
        Add(command, store, asOf, events, lastBatch);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes that events were taken back, which also ends every answer that was computed with them.</summary>
    public static async Task RecedeAsync(NpgsqlConnection connection, Guid tenantId, long events, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("update projections set events = events - $2 where tenant_id = $1", connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = events });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add(NpgsqlCommand command, StoreFacts store, DateTime asOf, long events, long lastBatch)
    {
        command.Parameters.Add(new() { Value = store.TenantId });
        command.Parameters.Add(new() { Value = asOf });
        command.Parameters.Add(new() { Value = store.TimeZone });
        command.Parameters.Add(new() { Value = events });
        command.Parameters.Add(new() { Value = lastBatch });
    }
}
