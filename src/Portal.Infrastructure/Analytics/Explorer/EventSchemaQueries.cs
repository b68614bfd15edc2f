using Npgsql;
using Portal.Domain.Analytics.Schema;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>What the events of a name carry, learnt from the latest of them.</summary>
public sealed class EventSchemaQueries(PortalDatabase database)
{
    /// <summary>Events that are looked at.</summary>
    public const int Sample = 5_000;

    /// <summary>The schema of the latest events that the filter's name, range and bots leave; its property is not looked at.</summary>
    public async Task<EventSchema> ReadAsync(EventFilter filter, CancellationToken cancellationToken)
    {
        var window = EventWindow.Of(filter.Store, filter.Range);
        await using var connection = await database.OpenForTenantAsync(filter.Store.TenantId, cancellationToken);
        await using var command = new NpgsqlCommand($"""
            select occurred_at, properties::text from events
            where tenant_id = $1 and name = $6 and occurred_at >= $2 and occurred_at < $3 and {EventWindow.Partitions} and ($7 or not is_bot)
            order by occurred_at desc limit $8
            """, connection);
        object[] values = [filter.Store.TenantId, window.Start, window.End, window.FirstDay, window.LastDay, filter.Name, filter.Bots, Sample];
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });

        var schema = new SchemaReader();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            schema.Add(reader.IsDBNull(1) ? default : reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<DateTimeOffset>(0));
        return schema.Read();
    }
}
