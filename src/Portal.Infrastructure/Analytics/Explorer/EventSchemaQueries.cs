using Portal.Domain.Analytics.Schema;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>What the events of a name carry, learnt from the latest of them.</summary>
public sealed class EventSchemaQueries(PortalDatabase database)
{
    /// <summary>Events that are looked at.</summary>
    public const int Sample = 5_000;

    private const string Sql = $"""
        select occurred_at, properties::text from events
        where tenant_id = $1 and name = $6 and occurred_at >= $2 and occurred_at < $3 and {EventWindow.Partitions} and is_bot = any ($7)
        order by occurred_at desc limit $8
        """;

    /// <summary>The schema of the latest events that the filter's name and range leave; its property is not looked at.</summary>
    public async Task<EventSchema> ReadAsync(EventFilter filter, CancellationToken cancellationToken)
    {
        var window = EventWindow.Of(filter.Range);
        var schema = new SchemaReader();
        var events = database.StreamAsync(
            filter.TenantId, Sql, [window.Start, window.End, window.FirstDay, window.LastDay, filter.Name, filter.Range.Bots, Sample],
            row => (At: row.GetFieldValue<DateTimeOffset>(0), Properties: row.IsDBNull(1) ? [] : row.GetFieldValue<byte[]>(1)),
            cancellationToken);
        await foreach (var (at, properties) in events)
            schema.Add(properties, at);
        return schema.Read();
    }
}
