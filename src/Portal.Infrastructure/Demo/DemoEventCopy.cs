using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>Streams the demo's events into the event table with one binary COPY.</summary>
internal sealed class DemoEventCopy(NpgsqlBinaryImporter importer, DemoTarget target, DemoReceipt receipt) : IDisposable
{
    public const string Statement = """
        copy events (batch_id, tenant_id, event_day, message_id, site_id, type, name, occurred_at, received_at, anonymous_id, user_id,
          session_id, url, path, title, referrer, order_id, revenue, currency, properties, context,
          visitor, device, browser, os, bot_score, is_bot, country, region, city, channel, source, medium, campaign)
            from stdin (format binary)
        """;

    private readonly DemoReading _reading = new();

    /// <summary>The batch that the next events belong to.</summary>
    public long BatchId { get; set; }

    public void Write(IReadOnlyList<DemoEvent> events)
    {
        foreach (var happened in events)
        {
            Write(happened);
        }
    }

    public void Dispose() => _reading.Dispose();

    private void Write(DemoEvent happened)
    {
        var occurredAt = happened.OccurredAt.UtcDateTime;
        importer.StartRow();
        importer.Write(BatchId, NpgsqlDbType.Bigint);
        importer.Write(target.TenantId, NpgsqlDbType.Uuid);
        importer.Write(DateOnly.FromDateTime(occurredAt), NpgsqlDbType.Date);
        importer.Write(happened.MessageId, NpgsqlDbType.Text);
        importer.Write(target.SiteId, NpgsqlDbType.Uuid);
        importer.Write(happened.Type, NpgsqlDbType.Text);
        importer.Write(happened.Name, NpgsqlDbType.Text);
        importer.Write(occurredAt, NpgsqlDbType.TimestampTz);
        importer.Write(receipt.Of(happened).UtcDateTime, NpgsqlDbType.TimestampTz);
        Text(happened.AnonymousId);
        Text(happened.UserId);
        Text(happened.SessionId);
        Text(happened.Url);
        Text(happened.Page?.Path);
        Text(happened.Title);
        Text(happened.Referrer);
        Text(happened.OrderId);
        if (happened.Revenue is { } revenue)
        {
            importer.Write(revenue, NpgsqlDbType.Numeric);
            importer.Write(DemoProfile.Currency, NpgsqlDbType.Text);
        }
        else
        {
            importer.WriteNull();
            importer.WriteNull();
        }

        Json(happened.Properties);
        Json(happened.Context);
        WriteUnderstanding(happened);
    }

    private void WriteUnderstanding(DemoEvent happened)
    {
        var setting = _reading.Setting(happened);
        importer.Write(DemoReading.VisitorOf(happened), NpgsqlDbType.Bigint);
        Text(setting.Agent.Device);
        Text(setting.Agent.Browser);
        Text(setting.Agent.Os);
        importer.Write((short)setting.Score, NpgsqlDbType.Smallint);
        importer.Write(setting.IsBot, NpgsqlDbType.Boolean);
        Text(setting.Country);
        Text(setting.Region);
        Text(setting.City);
        var touch = _reading.TouchOf(happened);
        Text(touch?.Channel);
        Text(touch?.Source);
        Text(touch?.Medium);
        Text(touch?.Campaign);
    }

    private void Text(string? value)
    {
        if (value is null)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(value, NpgsqlDbType.Text);
        }
    }

    private void Json(byte[]? value)
    {
        if (value is null)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(value, NpgsqlDbType.Jsonb);
        }
    }
}
