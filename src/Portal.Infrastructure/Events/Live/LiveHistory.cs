using Npgsql;
using Portal.Domain.Events;
using Portal.Domain.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Events.Live;

/// <summary>Reads from the table what a board has to know when it is opened, and what other nodes have committed.</summary>
internal sealed class LiveHistory(PortalDatabase database)
{
    private const string Columns = """
        message_id, name, occurred_at, received_at, coalesce(anonymous_id, user_id, ''), path, order_id, revenue, currency,
        coalesce(properties ->> 'name', properties ->> 'query', title),
        nullif(concat_ws(', ', context -> 'location' ->> 'city', context -> 'location' ->> 'country'), '')
        """;

    // Of a store that is over its quota: kept, and not shown until they are released.
    private const string NotHeld = "batch_id not in (select b.batch_id from event_batches b where b.tenant_id = $1 and b.held)";

    /// <summary>The last 30 minutes, today's orders, and at least the last 50 events of the last two days; oldest first.</summary>
    public async Task<List<LiveEvent>> LoadAsync(Guid tenantId, StoreClock clock, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var events = await ReadAsync(tenantId, $"""
            (select {Columns} from events
             where tenant_id = $1 and {NotHeld} and received_at > $2 and (event_day >= $3 or event_day = '1970-01-01')
             order by received_at desc limit 200000)
            union all
            (select {Columns} from events
             where tenant_id = $1 and {NotHeld} and received_at <= $2 and event_day >= $3
             order by received_at desc limit 50)
            """, cancellationToken, now.AddMinutes(-30), DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2));
        var orders = await ReadAsync(tenantId, $"""
            select distinct on (order_id) {Columns} from events
            where tenant_id = $1 and {NotHeld} and name = '{EventName.OrderCompleted}' and order_id is not null
              and occurred_at >= $2 and (event_day >= $3 or event_day = '1970-01-01')
            order by order_id, received_at
            """, cancellationToken, clock.StartOf(clock.Day(now)), DateOnly.FromDateTime(clock.StartOf(clock.Day(now)).UtcDateTime).AddDays(-1));

        // Orders first: of an order that was sent twice, the first message is the one that counts.
        return [.. orders.OrderBy(e => e.ReceivedAt), .. events.OrderBy(e => e.ReceivedAt)];
    }

    /// <summary>What was received since an instant, a little overlap included; oldest first.</summary>
    public Task<List<LiveEvent>> SinceAsync(Guid tenantId, DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync(tenantId, $"""
            select {Columns} from events
            where tenant_id = $1 and {NotHeld} and received_at > $2 and (event_day >= $3 or event_day = '1970-01-01')
            order by received_at limit 100000
            """, cancellationToken, since, DateOnly.FromDateTime(since.UtcDateTime).AddDays(-2));

    private async Task<List<LiveEvent>> ReadAsync(Guid tenantId, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = tenantId });
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        var events = new List<LiveEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(new(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetString(4), Text(reader, 5), Text(reader, 6), reader.IsDBNull(7) ? null : reader.GetDecimal(7), Text(reader, 8),
                Text(reader, 9), Text(reader, 10)));
        }

        return events;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
