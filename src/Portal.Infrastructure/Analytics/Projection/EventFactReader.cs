using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Parsing;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Reads events of one store in the few columns that the read models need.</summary>
internal static class EventFactReader
{
    // Only the events that mean something have their properties looked into.
    private const string Select = """
        select visitor, anonymous_id, user_id, message_id, site_id, type, name, occurred_at, received_at, path, order_id, revenue,
               currency, is_bot, device, browser, os, country, region, city, channel, source, medium, campaign,
               case when type = 'alias' then context ->> 'previousId' end,
               case when name in ('product_viewed', 'product_added', 'product_removed')
                 then coalesce(properties ->> 'product_id', properties ->> 'sku', properties ->> 'name') end,
               case when name in ('product_viewed', 'product_added', 'product_removed') then properties ->> 'name' end,
               case when name = 'products_searched' then properties ->> 'query' end,
               case when name = 'products_searched' then
                 case when jsonb_typeof(properties -> 'results') = 'number'
                        then floor(least(greatest((properties ->> 'results')::numeric, -1), 1e15))::bigint
                      when jsonb_typeof(properties -> 'results_count') = 'number'
                        then floor(least(greatest((properties ->> 'results_count')::numeric, -1), 1e15))::bigint
                      when jsonb_typeof(properties -> 'products') = 'array' then jsonb_array_length(properties -> 'products') end end,
               case when name = 'order_completed' and jsonb_typeof(properties -> 'products') = 'array' then (properties -> 'products')::text end,
               case when name = 'web_vitals' then properties::text end
        from events
        """;

    // Commits that are long taken in are no longer listed.
    private const string IsProjected = """
        not exists (select from event_batches b where b.tenant_id = $1 and b.batch_id = events.batch_id and b.projected_at is null)
        """;

    private const string DaysOf = " where tenant_id = $1 and (event_day between $2 and $3 or event_day = '1970-01-01')";

    /// <summary>The events of some batches.</summary>
    /// <param name="from">The earliest instant at which one of them was received.</param>
    public static IAsyncEnumerable<EventFact> OfBatchesAsync(
        NpgsqlConnection connection, Guid tenantId, long[] batches, DateOnly firstDay, DateOnly lastDay, DateTime from, DateTime to,
        CancellationToken cancellationToken) =>
        ReadAsync(
            connection, Select + DaysOf + " and received_at between $4 and $5 and batch_id = any($6)",
            [tenantId, firstDay, lastDay, from, to, batches], cancellationToken);

    /// <summary>The events of one day's partition, those that wait for a larger quota left out.</summary>
    public static IAsyncEnumerable<EventFact> OfDayAsync(
        NpgsqlConnection connection, Guid tenantId, DateOnly day, CancellationToken cancellationToken) =>
        ReadAsync(
            connection, Select + """
                 where tenant_id = $1 and event_day = $2
                   and not exists (select from event_batches b where b.tenant_id = $1 and b.batch_id = events.batch_id and b.held)
                """,
            [tenantId, day], cancellationToken);

    /// <summary>The events of some visitors that the read models hold.</summary>
    public static IAsyncEnumerable<EventFact> OfVisitorsAsync(
        NpgsqlConnection connection, Guid tenantId, long[] visitors, CancellationToken cancellationToken) =>
        ReadAsync(connection, $"{Select} where tenant_id = $1 and visitor = any($2) and {IsProjected}", [tenantId, visitors],
            cancellationToken);

    /// <summary>The messages of some completed orders that the read models hold.</summary>
    public static IAsyncEnumerable<EventFact> OfOrdersAsync(
        NpgsqlConnection connection, Guid tenantId, string[] orders, CancellationToken cancellationToken) =>
        ReadAsync(
            connection, $"{Select} where tenant_id = $1 and order_id = any($2) and name = '{EventName.OrderCompleted}' and {IsProjected}",
            [tenantId, orders], cancellationToken);

    private static async IAsyncEnumerable<EventFact> ReadAsync(
        NpgsqlConnection connection, string sql, object[] values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return Read(reader);
        }
    }

    private static EventFact Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), Text(row, 1), Text(row, 2), Tie(row.GetString(3)), row.GetGuid(4), row.GetString(5), row.GetString(6),
        row.GetDateTime(7), row.GetDateTime(8), Text(row, 9), Text(row, 10), row.IsDBNull(11) ? null : row.GetDecimal(11), Text(row, 12),
        row.GetBoolean(13), Text(row, 14), Text(row, 15), Text(row, 16), Text(row, 17), Text(row, 18), Text(row, 19), Text(row, 20),
        Text(row, 21), Text(row, 22), Text(row, 23), Text(row, 24),
        Text(row, 25) is { } product ? Utf8Text.Cut(product, EventLimits.ProductIdBytes) : null, ReadModelKey.Cut(Text(row, 26)),
        ReadModelKey.Cut(Text(row, 27)?.Trim()),
        row.IsDBNull(28) ? null : row.GetInt64(28), Text(row, 29), Text(row, 30));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    // What a sender names a product or looks for may be of any length; as a key of a row it has a limit.
    private static string? Key(NpgsqlDataReader row, int column) => ReadModelKey.Cut(Text(row, column));

    private static long Tie(string messageId)
    {
        Span<byte> utf8 = stackalloc byte[EventLimits.MessageIdLength * 4];
        return VisitorId.Hash(utf8[..Encoding.UTF8.GetBytes(messageId, utf8)]);
    }
}
