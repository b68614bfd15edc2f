using Npgsql;
using Portal.Domain.Events;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>What a visitor did in one session or on one day.</summary>
public sealed class VisitorEventQueries(PortalDatabase database)
{
    /// <summary>Events that are shown of one session or day.</summary>
    public const int Max = 500;

    // There is no index by visitor, which every event would have to pay for. The rollups know which names came in those
    // hours, and each name's events of those few minutes are quick to look through. How fast a page was is nothing that a
    // visitor did. $2, $3 instants, $4, $5 partitions.
    private const string Sql = $"""
        select {EventRecordReader.Columns}
        from (
          select distinct name from event_rollups
          where tenant_id = $1 and hour > $2::timestamptz - interval '1 hour' and hour <= $3 and is_bot = $7
            and name <> '{EventName.WebVitals}'
        ) named
        cross join lateral (
          select * from events e
          where e.tenant_id = $1 and e.name = named.name and e.occurred_at >= $2 and e.occurred_at <= $3 and {EventWindow.Partitions}
            and e.visitor = $6 and e.is_bot = $7
          order by e.occurred_at desc limit $8
        ) e
        order by e.occurred_at desc, e.message_id desc limit $8
        """;

    /// <summary>The events of a session, the latest first; empty when there is no such session.</summary>
    public async Task<IReadOnlyList<EventRecord>> OfSessionAsync(
        CurrentStore store, long visitor, DateTimeOffset startedAt, bool isBot, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand(
            "select ended_at from sessions where tenant_id = $1 and visitor = $2 and started_at = $3 and is_bot = $4", connection);
        object[] values = [store.TenantId, visitor, startedAt, isBot];
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime endedAt
            ? await ReadAsync(connection, store, visitor, isBot, new(startedAt, new DateTimeOffset(endedAt)), Max, cancellationToken)
            : [];
    }

    /// <summary>The events of one of the store's days, the latest first.</summary>
    public async Task<IReadOnlyList<EventRecord>> OfDayAsync(
        CurrentStore store, long visitor, DateOnly day, bool isBot, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        return await OfDayAsync(connection, store, visitor, day, isBot, Max, cancellationToken);
    }

    internal static Task<List<EventRecord>> OfDayAsync(
        NpgsqlConnection connection, CurrentStore store, long visitor, DateOnly day, bool isBot, int max,
        CancellationToken cancellationToken)
    {
        var clock = StoreClock.For(store.TimeZone);
        return ReadAsync(connection, store, visitor, isBot, new(clock.StartOf(day), clock.StartOf(day.AddDays(1)).AddMicroseconds(-1)), max,
            cancellationToken);
    }

    private static async Task<List<EventRecord>> ReadAsync(
        NpgsqlConnection connection, CurrentStore store, long visitor, bool isBot, EventWindow window, int max,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        object[] values = [store.TenantId, window.Start, window.End, window.FirstDay, window.LastDay, visitor, isBot, max];
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        var events = new List<EventRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            events.Add(EventRecordReader.Read(reader));
        return events;
    }
}
