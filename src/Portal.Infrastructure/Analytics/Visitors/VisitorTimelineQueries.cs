using Npgsql;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>What a person did through the store's history: sessions, orders, and days with events outside of any session.</summary>
public sealed class VisitorTimelineQueries(PortalDatabase database)
{
    private const int PageSize = 20;

    // $1 tenant, $2 person, $3 bots, $4 entries before this instant, $5 rows, $6 her numbers, $7 the store's day of $4.
    private const string Sessions = """
        select started_at, visitor, ended_at, is_bot, is_new, anonymous_id, channel, source, medium, campaign, landing_path, exit_path,
               device, browser, os, country, city, events, pageviews, product_views, cart_adds, order_events
        from sessions where tenant_id = $1 and person = $2 and ($3 or not is_bot) and started_at < $4
        order by started_at desc limit $5
        """;

    private const string Orders = """
        select occurred_at, order_id, revenue, units, channel, campaign
        from event_orders where tenant_id = $1 and person = $2 and ($3 or not is_bot) and occurred_at < $4
        order by occurred_at desc limit $5
        """;

    // Whoever has sessions has no events outside of them: a visitor is a browser or a user id.
    private const string Sessionless = """
        select day, visitor, is_bot from visitor_days d
        where tenant_id = $1 and visitor = any ($6) and ($3 or not is_bot) and day < $7
          and not exists (select from sessions s where s.tenant_id = $1 and s.visitor = d.visitor)
        order by day desc limit $5
        """;

    /// <summary>A page of the timeline of a visitor's person.</summary>
    /// <param name="before">Null for the latest.</param>
    public async Task<VisitorTimeline> PageAsync(
        CurrentStore store, long visitor, bool bots, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        var clock = StoreClock.For(store.TimeZone);
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        var whom = await PersonOfVisitor.FindAsync(connection, store.TenantId, visitor, cancellationToken);
        var end = before ?? new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
        object[] values = [store.TenantId, whom.Person, bots, end, PageSize + 1];
        var entries = new List<VisitorEntry>();
        entries.AddRange(await ReadAsync(connection, Sessions, values, Session, cancellationToken));
        entries.AddRange(await ReadAsync(connection, Orders, values, Order, cancellationToken));

        // A day is cut off at the instant it begins, as the other entries are; the first day that began before the end is wanted.
        var day = clock.Day(end);
        var days = clock.StartOf(day) < end ? day.AddDays(1) : day;
        entries.AddRange(await ReadAsync(connection, Sessionless,
            [store.TenantId, whom.Person, bots, end, PageSize + 1, whom.Visitors, days], reader => Day(reader, clock), cancellationToken));
        return Cut([.. entries.OrderByDescending(entry => entry.At)]);
    }

    // What begins at the same instant stays together, so that the next page can begin before it.
    private static VisitorTimeline Cut(List<VisitorEntry> entries)
    {
        if (entries.Count <= PageSize)
            return new(entries, null);
        var last = entries[PageSize - 1].At;
        var shown = entries.TakeWhile(entry => entry.At >= last).ToList();
        return new(shown, shown.Count < entries.Count ? last : null);
    }

    private static async Task<List<VisitorEntry>> ReadAsync(
        NpgsqlConnection connection, string sql, object[] values, Func<NpgsqlDataReader, VisitorEntry> read,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        var entries = new List<VisitorEntry>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            entries.Add(read(reader));
        return entries;
    }

    private static VisitorEntry.Session Session(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetBoolean(3),
        reader.GetBoolean(4), reader.GetString(5),
        reader.GetString(6), reader.Text(7), reader.Text(8), reader.Text(9), reader.Text(10), reader.Text(11), reader.Text(12),
        reader.Text(13), reader.Text(14),
        reader.Text(15), reader.Text(16), reader.GetInt32(17), reader.GetInt32(18), reader.GetInt32(19), reader.GetInt32(20),
        reader.GetInt32(21));

    private static VisitorEntry.Order Order(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), reader.GetDecimal(2), reader.GetDecimal(3), reader.Text(4),
        reader.Text(5));

    private static VisitorEntry.Sessionless Day(NpgsqlDataReader reader, StoreClock clock)
    {
        var day = reader.GetFieldValue<DateOnly>(0);
        return new(clock.StartOf(day), day, reader.GetInt64(1), reader.GetBoolean(2));
    }
}
