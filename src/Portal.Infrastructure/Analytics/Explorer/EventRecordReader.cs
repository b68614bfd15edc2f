using Npgsql;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>The columns of an <see cref="EventRecord"/> and how a row of them is read.</summary>
internal static class EventRecordReader
{
    public const string Columns = """
        e.message_id, e.type, e.name, e.occurred_at, e.received_at, e.site_id, e.anonymous_id, e.user_id, e.visitor, e.url, e.path,
        e.title, e.referrer, e.order_id, e.revenue, e.currency, e.device, e.browser, e.os, e.country, e.region, e.city, e.channel,
        e.source, e.medium, e.campaign, e.is_bot, e.properties::text, e.context::text
        """;

    public static EventRecord Read(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4),
        reader.GetGuid(5), Text(reader, 6), Text(reader, 7), reader.GetInt64(8), Text(reader, 9), Text(reader, 10), Text(reader, 11), Text(reader, 12),
        Text(reader, 13), reader.IsDBNull(14) ? null : reader.GetDecimal(14), Text(reader, 15), Text(reader, 16), Text(reader, 17), Text(reader, 18),
        Text(reader, 19), Text(reader, 20), Text(reader, 21), Text(reader, 22), Text(reader, 23), Text(reader, 24), Text(reader, 25),
        reader.GetBoolean(26), Text(reader, 27), Text(reader, 28));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
