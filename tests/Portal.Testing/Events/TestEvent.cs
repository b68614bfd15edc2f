using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Events;
using Portal.Infrastructure.Data;
using Portal.Testing.Tenancy;

namespace Portal.Testing.Events;

/// <summary>An event as the table holds it, put there without the event API, with what the portal would have understood of it.</summary>
public sealed record TestEvent(string Name, DateTime At)
{
    private static long _batches;

    public string MessageId { get; init; } = Guid.NewGuid().ToString("N");
    public string? AnonymousId { get; init; } = "browser-1";
    public string? UserId { get; init; }
    public DateTime? ReceivedAt { get; init; }
    public bool IsBot { get; init; }
    public string? Path { get; init; }
    public string? OrderId { get; init; }
    public decimal? Revenue { get; init; }
    public string? Currency { get; init; }
    public string? Channel { get; init; }
    public string? Source { get; init; }
    public string? Medium { get; init; }
    public string? Campaign { get; init; }
    public string? Device { get; init; }
    public string? Browser { get; init; }
    public string? Os { get; init; }
    public string? Country { get; init; }
    public string? Region { get; init; }
    public string? City { get; init; }
    public string? Properties { get; init; }
    public string? Context { get; init; }

    /// <summary>The partition; by default that of the time, as a right clock gives.</summary>
    public DateOnly? Day { get; init; }

    private DateOnly EventDay => Day ?? DateOnly.FromDateTime(At);

    private string Type => Name switch
    {
        EventName.PageViewed => "page",
        EventName.ScreenViewed => "screen",
        "identify" or "alias" or "group" => Name,
        _ => "track",
    };

    /// <summary>Writes events as one commit of the event writer: rows and their entry in the ledger.</summary>
    public static async Task<long> WriteAsync(PortalDatabase database, TestStore store, params IReadOnlyList<TestEvent> events)
    {
        var arrived = events.Max(e => e.ReceivedAt ?? e.At);
        var batch = (new DateTimeOffset(arrived).ToUnixTimeMilliseconds() << 20) + Interlocked.Increment(ref _batches);
        var days = events.Select(e => e.EventDay).ToList();
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using (var partitions = new NpgsqlCommand("select ensure_event_partitions(d, d) from unnest($1::date[]) as d", connection))
        {
            partitions.Parameters.Add(new() { Value = days.Distinct().ToArray() });
            await partitions.ExecuteNonQueryAsync();
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await using (var copy = await connection.BeginBinaryImportAsync("""
            copy events (batch_id, tenant_id, event_day, message_id, site_id, type, name, occurred_at, received_at, anonymous_id, user_id, visitor,
              path, order_id, revenue, currency, properties, context, device, browser, os, bot_score, is_bot, country, region, city, channel,
              source, medium, campaign) from stdin (format binary)
            """))
        {
            foreach (var happened in events)
            {
                await happened.CopyAsync(copy, store, batch);
            }

            await copy.CompleteAsync();
        }

        await using var ledger = new NpgsqlCommand(
            "insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to) values ($1, $2, "
                + "$3, $4, $5, $6, $7)", connection);
        foreach (var value in (object[])[store.TenantId, batch, events.Count, days.Min(), days.Max(), events.Min(e => e.ReceivedAt ?? e.At),
            arrived])
        {
            ledger.Parameters.Add(new() { Value = value });
        }

        await ledger.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return batch;
    }

    private async Task CopyAsync(NpgsqlBinaryImporter copy, TestStore store, long batch)
    {
        await copy.StartRowAsync();
        await copy.WriteAsync(batch);
        await copy.WriteAsync(store.TenantId);
        await copy.WriteAsync(EventDay);
        await copy.WriteAsync(MessageId);
        await copy.WriteAsync(store.SiteId);
        await copy.WriteAsync(Type);
        await copy.WriteAsync(Name);
        await copy.WriteAsync(At, NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(ReceivedAt ?? At, NpgsqlDbType.TimestampTz);
        await TextAsync(copy, AnonymousId);
        await TextAsync(copy, UserId);
        await copy.WriteAsync(AnonymousId is { } browser ? VisitorId.OfAnonymous(browser) : VisitorId.OfUser(UserId!));
        await TextAsync(copy, Path);
        await TextAsync(copy, OrderId);
        if (Revenue is { } revenue)
        {
            await copy.WriteAsync(revenue);
        }
        else
        {
            await copy.WriteNullAsync();
        }

        await TextAsync(copy, Currency);
        await TextAsync(copy, Properties, NpgsqlDbType.Jsonb);
        await TextAsync(copy, Context, NpgsqlDbType.Jsonb);
        await TextAsync(copy, Device);
        await TextAsync(copy, Browser);
        await TextAsync(copy, Os);
        await copy.WriteAsync((short)(IsBot ? 100 : 0), NpgsqlDbType.Smallint);
        await copy.WriteAsync(IsBot);
        foreach (var text in (string?[])[Country, Region, City, Channel, Source, Medium, Campaign])
        {
            await TextAsync(copy, text);
        }
    }

    private static Task TextAsync(NpgsqlBinaryImporter copy, string? value, NpgsqlDbType type = NpgsqlDbType.Text) =>
        value is null ? copy.WriteNullAsync() : copy.WriteAsync(value, type);
}
