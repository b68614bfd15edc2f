using Npgsql;
using Portal.Infrastructure.Data;

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
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3),
        reader.GetFieldValue<DateTimeOffset>(4),
        reader.GetGuid(5), reader.Text(6), reader.Text(7), reader.GetInt64(8), reader.Text(9), reader.Text(10), reader.Text(11),
        reader.Text(12),
        reader.Text(13), reader.IsDBNull(14) ? null : reader.GetDecimal(14), reader.Text(15), reader.Text(16), reader.Text(17),
        reader.Text(18),
        reader.Text(19), reader.Text(20), reader.Text(21), reader.Text(22), reader.Text(23), reader.Text(24), reader.Text(25),
        reader.GetBoolean(26), reader.Text(27), reader.Text(28));
}
