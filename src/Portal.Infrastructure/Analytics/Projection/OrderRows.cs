using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Reads and writes rows of <c>event_orders</c>.</summary>
internal sealed class OrderRows(NpgsqlConnection connection, Guid tenantId)
{
    private const string Select = """
        select order_id, occurred_at, tie, visitor, person, is_bot, site_id, day, revenue, lines, session_visitor, session_at, channel,
          source,
               medium, campaign, country, device, first_channel, first_source, first_medium, first_campaign
        from event_orders where tenant_id = $1 and
        """;

    private const string Upsert = """
        insert into event_orders (tenant_id, order_id, occurred_at, tie, visitor, person, is_bot, site_id, day, revenue, units, lines)
        select $1, * from unnest($2::text[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::bigint[], $7::boolean[], $8::uuid[],
          $9::date[],
          $10::numeric[], $11::numeric[], $12::jsonb[])
        on conflict (tenant_id, order_id) do update set
          occurred_at = excluded.occurred_at, tie = excluded.tie, visitor = excluded.visitor, person = excluded.person, is_bot = excluded.is_bot,
          site_id = excluded.site_id, day = excluded.day, revenue = excluded.revenue, units = excluded.units, lines = excluded.lines,
          booked = false
        """;

    // The session an order happened in comes first, then the person's latest of the 30 days before. First is the earliest
    // session that is known of the person, however long ago.
    private const string CreditAll = """
        update event_orders o set
          session_visitor = c.visitor, session_at = c.started_at, channel = c.channel, source = c.source, medium = c.medium, campaign = c.campaign,
          country = c.country, device = c.device, first_channel = f.channel, first_source = f.source, first_medium = f.medium,
          first_campaign = f.campaign
        from unnest($2::text[]) as k (order_id)
        join event_orders w on w.tenant_id = $1 and w.order_id = k.order_id
        left join lateral (
          select s.* from sessions s
          where s.tenant_id = $1 and s.person = w.person and s.is_bot = w.is_bot
            and s.started_at <= w.occurred_at and s.started_at > w.occurred_at - interval '30 days'
          order by s.visitor = w.visitor and s.ended_at >= w.occurred_at desc, s.started_at desc, s.visitor limit 1) c on true
        left join lateral (
          select s.* from sessions s
          where s.tenant_id = $1 and s.person = w.person and s.is_bot = w.is_bot and s.started_at <= w.occurred_at
          order by s.started_at, s.visitor limit 1) f on true
        where o.tenant_id = $1 and o.order_id = w.order_id
        """;

    public Task<List<StoredOrder>> LoadAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        ReadAsync("order_id = any($2)", command => command.Column(orderIds, o => o), cancellationToken);

    /// <summary>The orders of persons that came no earlier than what of them has changed.</summary>
    public async Task<List<StoredOrder>> SinceAsync(TouchedPersons touched, CancellationToken cancellationToken)
    {
        var since = new List<string>();
        await using (var command = Command(
            "select order_id, person, occurred_at from event_orders where tenant_id = $1 and person = any($2)"))
        {
            command.Column(touched.Since, p => p.Key);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (touched.IsAffected(reader.GetInt64(1), reader.GetDateTime(2)))
                {
                    since.Add(reader.GetString(0));
                }
            }
        }

        return since.Count == 0 ? [] : await LoadAsync(since, cancellationToken);
    }

    public async Task WriteAsync(IReadOnlyCollection<StoredOrder> orders, CancellationToken cancellationToken)
    {
        await using var command = Command(Upsert);
        command.Column(orders, o => o.OrderId);
        command.Column(orders, o => o.Moment.At);
        command.Column(orders, o => o.Moment.Tie);
        command.Column(orders, o => o.Visitor);
        command.Column(orders, o => o.Person);
        command.Column(orders, o => o.IsBot);
        command.Column(orders, o => o.SiteId);
        command.Column(orders, o => o.Day);
        command.Column(orders, o => o.Revenue);
        command.Column(orders, o => o.Units);
        command.Parameters.Add(new()
        {
            Value = orders.Select(o => JsonSerializer.Serialize(o.Lines)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Credits orders to sessions, as the sessions are now.</summary>
    public async Task CreditAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        await using var command = Command(CreditAll);
        command.Column(orderIds, o => o);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task DeleteAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        await using var command = Command("delete from event_orders where tenant_id = $1 and order_id = any($2)");
        command.Column(orderIds, o => o);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<StoredOrder>> ReadAsync(string condition, Action<NpgsqlCommand> addColumns, CancellationToken cancellationToken)
    {
        await using var command = Command($"{Select} {condition}");
        addColumns(command);
        var orders = new List<StoredOrder>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            orders.Add(Read(reader));
        }

        return orders;
    }

    private static StoredOrder Read(NpgsqlDataReader row) => new(
        row.GetString(0), new EventMoment(row.GetDateTime(1), row.GetInt64(2)), row.GetInt64(3), row.GetInt64(4), row.GetBoolean(5),
        row.GetGuid(6),
        row.GetFieldValue<DateOnly>(7), row.GetDecimal(8), JsonSerializer.Deserialize<List<OrderedProduct>>(row.GetString(9)) ?? [])
    {
        Credit = new(
            row.IsDBNull(10) ? null : row.GetInt64(10), row.IsDBNull(11) ? null : row.GetDateTime(11), Text(row, 12), Text(row, 13),
            Text(row, 14), Text(row, 15), Text(row, 16), Text(row, 17), Text(row, 18), Text(row, 19), Text(row, 20), Text(row, 21)),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        return command;
    }
}

/// <summary>A product of an order.</summary>
/// <param name="Price">Of one unit.</param>
internal sealed record OrderedProduct(string ProductId, string? Name, decimal Quantity, decimal Price);

/// <summary>What an order is credited to: a session, and the first touch of the person's first session.</summary>
internal sealed record OrderCredit(
    long? SessionVisitor, DateTime? SessionAt, string? Channel, string? Source, string? Medium, string? Campaign, string? Country,
    string? Device, string? FirstChannel, string? FirstSource, string? FirstMedium, string? FirstCampaign);

/// <summary>An order as its row in <c>event_orders</c> holds it.</summary>
internal sealed record StoredOrder(
    string OrderId, EventMoment Moment, long Visitor, long Person, bool IsBot, Guid SiteId, DateOnly Day, decimal Revenue,
    IReadOnlyList<OrderedProduct> Lines)
{
    public OrderCredit? Credit { get; init; }

    public decimal Units => Lines.Sum(l => l.Quantity);
}
