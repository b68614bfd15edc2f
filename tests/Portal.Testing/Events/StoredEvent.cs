using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Events;
using Portal.Infrastructure.Data;
using Portal.Testing.Tenancy;

namespace Portal.Testing.Events;

/// <summary>An event put straight into the table, as if the event API had taken it. Everything but name and time has a usual value.</summary>
public sealed record StoredEvent(string Name, DateTimeOffset At)
{
    public string MessageId { get; init; } = Guid.NewGuid().ToString("N");

    public string Type { get; init; } = "track";

    public string? AnonymousId { get; init; } = "anna";

    public string? UserId { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public string? Properties { get; init; }

    public string? Context { get; init; }

    public string? Path { get; init; }

    public string? OrderId { get; init; }

    public decimal? Revenue { get; init; }

    public bool IsBot { get; init; }

    /// <summary>The partition; by default that of the time, as a right clock would give.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The number of its visitor in the read models.</summary>
    public long Visitor => AnonymousId is not null ? VisitorId.OfAnonymous(AnonymousId) : VisitorId.OfUser(UserId!);

    /// <summary>Stores events of a store and the partitions they need.</summary>
    public static async Task AddAsync(PortalDatabase database, TestStore store, params IEnumerable<StoredEvent> events)
    {
        await using var batch = database.Owner.CreateBatch();
        foreach (var item in events)
        {
            var day = item.Day ?? DateOnly.FromDateTime(item.At.UtcDateTime);
            Add(batch, "select ensure_event_partitions($1, $1)", day);
            Add(batch, """
                insert into events (tenant_id, event_day, message_id, site_id, type, name, occurred_at, received_at, anonymous_id, user_id,
                  visitor, path, order_id, revenue, is_bot, properties, context)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                """,
                store.TenantId, day, item.MessageId, store.SiteId, item.Type, item.Name, item.At, item.ReceivedAt ?? item.At, item.AnonymousId, item.UserId,
                item.Visitor, item.Path, item.OrderId, item.Revenue, item.IsBot);
            batch.BatchCommands[^1].Parameters.Add(new() { Value = (object?)item.Properties ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
            batch.BatchCommands[^1].Parameters.Add(new() { Value = (object?)item.Context ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        }

        await batch.ExecuteNonQueryAsync();
    }

    private static void Add(NpgsqlBatch batch, string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
    }
}
