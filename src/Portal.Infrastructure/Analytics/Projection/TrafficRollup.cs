using System.Runtime.InteropServices;
using Npgsql;
using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Differences for <c>traffic_rollups</c>, gathered and then added in one statement.</summary>
internal sealed class TrafficRollup(StoreCalendar calendar)
{
    /// <summary>The value of a dimension that nothing is known of.</summary>
    private const string Unknown = "";

    private const string Merge = """
        insert into traffic_rollups as t (tenant_id, grain, dimension, is_bot, bucket, value, sessions, new_sessions, bounces, seconds,
          events, pageviews, viewing, adding, checking_out, ordering, orders, revenue, refunds, refunded)
        select $1, * from unnest($2::text[], $3::text[], $4::boolean[], $5::timestamptz[], $6::text[], $7::bigint[], $8::bigint[],
          $9::bigint[],
          $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[],
          $18::numeric[], $19::bigint[], $20::numeric[])
        on conflict (tenant_id, grain, dimension, is_bot, bucket, value) do update set
          sessions = t.sessions + excluded.sessions, new_sessions = t.new_sessions + excluded.new_sessions,
          bounces = t.bounces + excluded.bounces, seconds = t.seconds + excluded.seconds, events = t.events + excluded.events,
          pageviews = t.pageviews + excluded.pageviews, viewing = t.viewing + excluded.viewing, adding = t.adding + excluded.adding,
          checking_out = t.checking_out + excluded.checking_out, ordering = t.ordering + excluded.ordering,
          orders = t.orders + excluded.orders, revenue = t.revenue + excluded.revenue, refunds = t.refunds + excluded.refunds,
          refunded = t.refunded + excluded.refunded
        """;

    // A row that came to nothing would not be there after a rebuild.
    private const string Sweep = """
        delete from traffic_rollups t
        using unnest($2::text[], $3::text[], $4::boolean[], $5::timestamptz[], $6::text[]) as k (grain, dimension, is_bot, bucket, value)
        where t.tenant_id = $1 and t.grain = k.grain and t.dimension = k.dimension and t.is_bot = k.is_bot and t.bucket = k.bucket
          and t.value = k.value
          and t.sessions = 0 and t.orders = 0 and t.refunds = 0
        """;

    private readonly Dictionary<Key, Traffic> _differences = [];

    /// <summary>Counts a session, or takes it back.</summary>
    public void Add(StoredSession stored, bool isRemoved = false)
    {
        var session = stored.Session;
        var at = calendar.At(session.StartedAt);
        var (touch, origin) = (session.Touch, session.Origin);
        var measures = isRemoved ? Traffic.OfSession(session).Negated : Traffic.OfSession(session);
        var isBot = stored.Browser.IsBot;
        Both(at, "all", isBot, Unknown, measures);
        Both(at, "channel", isBot, touch?.Channel ?? Channels.Direct, measures);
        Both(at, "source", isBot, touch?.Source, measures);
        Both(at, "medium", isBot, touch?.Medium, measures);
        Both(at, "campaign", isBot, touch?.Campaign, measures);
        Day(at, TouchPath.Dimension, isBot, TouchPath.Of(touch?.Channel ?? Channels.Direct, touch?.Source, touch?.Medium, touch?.Campaign),
            measures);
        Both(at, "country", isBot, origin?.Country, measures);
        Day(at, "region", isBot, origin?.Region, measures);
        Day(at, "device", isBot, origin?.Device, measures);
        Day(at, "browser", isBot, origin?.Browser, measures);
        Day(at, "os", isBot, origin?.Os, measures);
        Day(at, "landing", isBot, session.Landing?.Path, measures);
        Day(at, "exit", isBot, session.Exit?.Path, measures);
        Day(at, "search", isBot, session.Counts.Searches > 0 ? "yes" : null, measures);
    }

    /// <summary>Counts an order by its own time with what it is credited to, or takes it back.</summary>
    public void Add(StoredOrder order, bool isRemoved = false)
    {
        var at = calendar.At(order.Moment.At);
        var measures = new Traffic { Orders = 1, Revenue = order.Revenue };
        measures = isRemoved ? measures.Negated : measures;
        var credit = order.Credit;
        Both(at, "all", order.IsBot, Unknown, measures);
        Both(at, "channel", order.IsBot, credit?.Channel, measures);
        Both(at, "source", order.IsBot, credit?.Source, measures);
        Both(at, "medium", order.IsBot, credit?.Medium, measures);
        Both(at, "campaign", order.IsBot, credit?.Campaign, measures);
        Day(at, TouchPath.Dimension, order.IsBot, TouchPath.Of(credit?.Channel, credit?.Source, credit?.Medium, credit?.Campaign),
            measures);
        Both(at, "country", order.IsBot, credit?.Country, measures);
        Day(at, "device", order.IsBot, credit?.Device, measures);
    }

    /// <summary>Counts money that went back.</summary>
    public void AddRefund(DateTime occurredAt, bool isBot, decimal amount, int sign) =>
        Both(calendar.At(occurredAt), "all", isBot, Unknown, new() { Refunds = sign, Refunded = sign * amount });

    public async Task WriteAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        // In the order of the key: neighbours share pages.
        var rows = _differences.Where(d => d.Value != default).OrderBy(d => d.Key).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        await using (var merge = Command(connection, Merge, tenantId, rows))
        {
            merge.Column(rows, r => r.Value.Sessions);
            merge.Column(rows, r => r.Value.NewSessions);
            merge.Column(rows, r => r.Value.Bounces);
            merge.Column(rows, r => r.Value.Seconds);
            merge.Column(rows, r => r.Value.Events);
            merge.Column(rows, r => r.Value.Pageviews);
            merge.Column(rows, r => r.Value.Viewing);
            merge.Column(rows, r => r.Value.Adding);
            merge.Column(rows, r => r.Value.CheckingOut);
            merge.Column(rows, r => r.Value.Ordering);
            merge.Column(rows, r => r.Value.Orders);
            merge.Column(rows, r => r.Value.Revenue);
            merge.Column(rows, r => r.Value.Refunds);
            merge.Column(rows, r => r.Value.Refunded);
            await merge.ExecuteNonQueryAsync(cancellationToken);
        }

        rows.RemoveAll(r => r.Value is { Sessions: >= 0, Orders: >= 0, Refunds: >= 0 });
        if (rows.Count > 0)
        {
            await using var sweep = Command(connection, Sweep, tenantId, rows);
            await sweep.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid tenantId, List<KeyValuePair<Key, Traffic>> rows)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Column(rows, r => r.Key.Grain);
        command.Column(rows, r => r.Key.Dimension);
        command.Column(rows, r => r.Key.IsBot);
        command.Column(rows, r => r.Key.Bucket);
        command.Column(rows, r => r.Key.Value);
        return command;
    }

    private void Both(StoreMoment at, string dimension, bool isBot, string? value, in Traffic measures)
    {
        Add(new("hour", dimension, isBot, at.HourStart, value ?? Unknown), measures);
        Add(new("day", dimension, isBot, at.DayStart, value ?? Unknown), measures);
    }

    private void Day(StoreMoment at, string dimension, bool isBot, string? value, in Traffic measures) =>
        Add(new("day", dimension, isBot, at.DayStart, value ?? Unknown), measures);

    private void Add(Key key, in Traffic measures)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_differences, key, out _);
        sum += measures;
    }

    private readonly record struct Key(string Grain, string Dimension, bool IsBot, DateTime Bucket, string Value) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var order = string.CompareOrdinal(Grain, other.Grain);
            order = order != 0 ? order : string.CompareOrdinal(Dimension, other.Dimension);
            order = order != 0 ? order : IsBot.CompareTo(other.IsBot);
            order = order != 0 ? order : Bucket.CompareTo(other.Bucket);
            return order != 0 ? order : string.CompareOrdinal(Value, other.Value);
        }
    }
}
