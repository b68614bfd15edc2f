using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Analytics.Schema;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>
/// The stored events themselves, newest first through the index events_named. Pages are cut by key, so the hundredth costs
/// what the first does, and a search by property looks at a bounded number of events at a time.
/// </summary>
public sealed class EventQueries(PortalDatabase database)
{
    /// <summary>Events that one search by property looks at.</summary>
    public const int MaxScanned = 20_000;

    private const int ExportPage = 2_000;

    // $1 tenant, $2 and $3 the instants, $4 and $5 the partitions, $6 name, $7 values of is_bot, $8 and $9 the cursor, $10 rows.
    private const string Wanted = $"""
        tenant_id = $1 and name = $6 and occurred_at >= $2 and occurred_at < $3 and {EventWindow.Partitions} and is_bot = any ($7)
        and (occurred_at, message_id) < ($8, $9)
        """;

    private const string Latest = $"""
        select {EventRecordReader.Columns} from events e
        where {Wanted}
        order by occurred_at desc, message_id desc limit $10
        """;

    // $11 how many to look at, $12 and $13 the property. One row at least comes back, with how far the search got.
    private const string Matching = $"""
        with scanned as materialized (
          select event_day, occurred_at, message_id, jsonb_path_exists(properties, $12::jsonpath, $13, true) as hit
          from events e
          where {Wanted}
          order by occurred_at desc, message_id desc limit $11
        ), found as (
          select event_day, message_id from scanned where hit order by occurred_at desc, message_id desc limit $10
        )
        select {EventRecordReader.Columns}, reach.looked_at, reach.occurred_at, reach.message_id
        from (
          select (select count(*) from scanned) as looked_at, last.occurred_at, last.message_id
          from (select) as one left join (select occurred_at, message_id from scanned order by occurred_at, message_id limit 1) as last
            on true
        ) as reach
        left join (found join events e on e.tenant_id = $1 and e.event_day = found.event_day and e.message_id = found.message_id) on true
        order by e.occurred_at desc, e.message_id desc
        """;

    /// <summary>The events before a cursor; none when the filter asks for what the reader may not see.</summary>
    /// <param name="before">Null for the latest.</param>
    /// <param name="size">At most so many.</param>
    public async Task<EventPage> PageAsync(EventFilter filter, EventCursor? before, int size, CancellationToken cancellationToken)
    {
        if (filter.IsRefused)
            return new([], null, 0, null);
        await using var connection = await database.OpenForTenantAsync(filter.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand(filter.Property is null ? Latest : Matching, connection);
        Add(command.Parameters, filter, before, size + 1);
        return filter.Property is null
            ? await ReadAsync(command, size, cancellationToken)
            : await ReadMatchingAsync(command, filter.Property, filter.Value ?? "", size, cancellationToken);
    }

    /// <summary>Every event of the filter, newest first, a page at a time: no connection waits for a slow reader.</summary>
    public async IAsyncEnumerable<EventRecord> AllAsync(EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EventCursor? next = null;
        do
        {
            var page = await PageAsync(filter, next, ExportPage, cancellationToken);
            foreach (var item in page.Events)
                yield return item;
            next = page.Next;
        }
        while (next is not null);
    }

    /// <summary>One event; null when the store has none by that id at that instant.</summary>
    public Task<EventRecord?> FindAsync(Guid tenantId, EventCursor cursor, CancellationToken cancellationToken)
    {
        var around = EventWindow.Around(cursor.OccurredAt);
        return database.FindAsync(
            tenantId,
            $"select {EventRecordReader.Columns} from events e where tenant_id = $1 and message_id = $2 and occurred_at = $3 and "
                + $"{EventWindow.Partitions}",
            [cursor.MessageId, cursor.OccurredAt, around.FirstDay, around.LastDay],
            EventRecordReader.Read,
            cancellationToken);
    }

    private static async Task<EventPage> ReadAsync(NpgsqlCommand command, int size, CancellationToken cancellationToken)
    {
        var events = new List<EventRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            events.Add(EventRecordReader.Read(reader));
        return events.Count > size
            ? new(events[..size], events[size - 1].Cursor, size, null)
            : new(events, null, events.Count, null);
    }

    private static async Task<EventPage> ReadMatchingAsync(
        NpgsqlCommand command, PropertyPath property, string value, int size, CancellationToken cancellationToken)
    {
        command.Parameters.Add(new() { Value = MaxScanned });
        command.Parameters.Add(new() { Value = property.SqlJsonFilter });
        command.Parameters.Add(new() { Value = PropertyPath.SqlJsonVariables(value), NpgsqlDbType = NpgsqlDbType.Jsonb });
        const int reach = 29; // behind the event's own columns
        var events = new List<EventRecord>();
        var scanned = 0L;
        EventCursor? last = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            scanned = reader.GetInt64(reach);
            last = scanned < MaxScanned ? null : new(reader.GetFieldValue<DateTimeOffset>(reach + 1), reader.GetString(reach + 2));
            if (!await reader.IsDBNullAsync(0, cancellationToken))
                events.Add(EventRecordReader.Read(reader));
        }

        return events.Count > size
            ? new(events[..size], events[size - 1].Cursor, scanned, null)
            : new(events, last, scanned, last?.OccurredAt);
    }

    private static void Add(NpgsqlParameterCollection parameters, EventFilter filter, EventCursor? before, int rows)
    {
        var window = EventWindow.Of(filter.Range);
        var cursor = before ?? new(window.End, "");
        object[] values =
        [
            filter.TenantId, window.Start, window.End, window.FirstDay, window.LastDay, filter.Name, filter.Range.Bots,
            cursor.OccurredAt, cursor.MessageId, rows,
        ];
        foreach (var value in values)
            parameters.Add(new() { Value = value });
    }
}

/// <summary>Some events, newest first.</summary>
/// <param name="Next">Where the following ones begin; null at the end.</param>
/// <param name="Scanned">Events that were looked at to find these.</param>
/// <param name="StoppedAt">How far back a search by property came before it had looked at as many events as it may; null when it found
/// enough or saw all.</param>
public sealed record EventPage(IReadOnlyList<EventRecord> Events, EventCursor? Next, long Scanned, DateTimeOffset? StoppedAt);
