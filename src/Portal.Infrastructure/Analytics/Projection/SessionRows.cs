using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Sessions;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Reads and writes rows of <c>sessions</c>.</summary>
internal sealed class SessionRows(NpgsqlConnection connection, StoreFacts store)
{
    private const string Columns = """
        s.visitor, s.is_bot, s.anonymous_id, s.person, s.site_id, s.started_at, s.ended_at, s.is_new, s.channel, s.source, s.medium, s.campaign,
        s.touch_at, s.touch_tie, s.landing_path, s.landing_at, s.landing_tie, s.exit_path, s.exit_at, s.exit_tie, s.device, s.browser,
        s.os, s.country, s.region, s.city, s.origin_at, s.origin_tie, s.events, s.pageviews, s.product_views, s.cart_adds, s.checkouts,
        s.order_events, s.searches
        """;

    private const string Upsert = """
        insert into sessions (tenant_id, visitor, is_bot, anonymous_id, person, site_id, started_at, ended_at, day, is_new, channel, source,
          medium,
          campaign, touch_at, touch_tie, landing_path, landing_at, landing_tie, exit_path, exit_at, exit_tie, device, browser, os, country,
          region, city, origin_at, origin_tie, events, pageviews, product_views, cart_adds, checkouts, order_events, searches)
        select $1, * from unnest($2::bigint[], $3::boolean[], $4::text[], $5::bigint[], $6::uuid[], $7::timestamptz[], $8::timestamptz[],
          $9::date[],
          $10::boolean[], $11::text[], $12::text[], $13::text[], $14::text[], $15::timestamptz[], $16::bigint[], $17::text[], $18::timestamptz[],
          $19::bigint[], $20::text[], $21::timestamptz[], $22::bigint[], $23::text[], $24::text[], $25::text[], $26::text[], $27::text[],
          $28::text[], $29::timestamptz[], $30::bigint[], $31::integer[], $32::integer[], $33::integer[], $34::integer[], $35::integer[],
          $36::integer[], $37::integer[])
        on conflict (tenant_id, visitor, started_at, is_bot) do update set
          person = excluded.person, site_id = excluded.site_id, ended_at = excluded.ended_at, is_new = excluded.is_new, channel = excluded.channel,
          source = excluded.source, medium = excluded.medium, campaign = excluded.campaign, touch_at = excluded.touch_at,
          touch_tie = excluded.touch_tie, landing_path = excluded.landing_path, landing_at = excluded.landing_at,
          landing_tie = excluded.landing_tie, exit_path = excluded.exit_path, exit_at = excluded.exit_at, exit_tie = excluded.exit_tie,
          device = excluded.device, browser = excluded.browser, os = excluded.os, country = excluded.country, region = excluded.region,
          city = excluded.city, origin_at = excluded.origin_at, origin_tie = excluded.origin_tie, events = excluded.events,
          pageviews = excluded.pageviews, product_views = excluded.product_views, cart_adds = excluded.cart_adds,
          checkouts = excluded.checkouts, order_events = excluded.order_events, searches = excluded.searches
        """;

    /// <summary>The sessions that lie within half an hour of a stretch of time of their browser.</summary>
    public Task<List<StoredSession>> AroundAsync(
        IReadOnlyCollection<KeyValuePair<Browser, (DateTime From, DateTime To)>> stretches, CancellationToken cancellationToken) =>
        ReadAsync(
            $"""
            select {Columns} from unnest($2::bigint[], $3::boolean[], $4::timestamptz[], $5::timestamptz[]) as p (visitor, is_bot, since,
              until)
            cross join lateral (
              select * from sessions s
              where s.tenant_id = $1 and s.visitor = p.visitor and s.is_bot = p.is_bot and s.started_at <= p.until and s.ended_at >= p.since
              offset 0) s
            """,
            command =>
            {
                command.Column(stretches, p => p.Key.Visitor);
                command.Column(stretches, p => p.Key.IsBot);
                command.Column(stretches, p => p.Value.From - Session.Silence);
                command.Column(stretches, p => p.Value.To + Session.Silence);
            },
            cancellationToken);

    /// <summary>All sessions of some visitors.</summary>
    public Task<List<StoredSession>> OfVisitorsAsync(IReadOnlyCollection<long> visitors, CancellationToken cancellationToken) =>
        ReadAsync($"select {Columns} from sessions s where s.tenant_id = $1 and s.visitor = any($2)",
            command => command.Column(visitors, v => v), cancellationToken);

    /// <summary>The first session of each browser that has one.</summary>
    public async Task<Dictionary<Browser, DateTime>> FirstAsync(IReadOnlyCollection<Browser> browsers, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            select p.visitor, p.is_bot, s.started_at
            from unnest($2::bigint[], $3::boolean[]) as p (visitor, is_bot)
            cross join lateral (
              select started_at from sessions s
              where s.tenant_id = $1 and s.visitor = p.visitor and s.is_bot = p.is_bot
              order by s.started_at limit 1) s
            """);
        command.Column(browsers, b => b.Visitor);
        command.Column(browsers, b => b.IsBot);
        var first = new Dictionary<Browser, DateTime>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            first[new(reader.GetInt64(0), reader.GetBoolean(1))] = reader.GetDateTime(2);
        }

        return first;
    }

    public async Task DeleteAsync(IReadOnlyCollection<(Browser Browser, DateTime StartedAt)> sessions, CancellationToken cancellationToken)
    {
        if (sessions.Count == 0)
        {
            return;
        }

        await using var command = Command("""
            delete from sessions s using unnest($2::bigint[], $3::boolean[], $4::timestamptz[]) as p (visitor, is_bot, started_at)
            where s.tenant_id = $1 and s.visitor = p.visitor and s.started_at = p.started_at and s.is_bot = p.is_bot
            """);
        command.Column(sessions, s => s.Browser.Visitor);
        command.Column(sessions, s => s.Browser.IsBot);
        command.Column(sessions, s => s.StartedAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task WriteAsync(IReadOnlyCollection<StoredSession> rows, CancellationToken cancellationToken)
    {
        await using var command = Command(Upsert);
        command.Column(rows, r => r.Browser.Visitor);
        command.Column(rows, r => r.Browser.IsBot);
        command.Column(rows, r => r.AnonymousId);
        command.Column(rows, r => r.Person);
        command.Column(rows, r => r.Session.SiteId);
        command.Column(rows, r => r.Session.StartedAt);
        command.Column(rows, r => r.Session.EndedAt);
        command.Column(rows, r => store.Calendar.At(r.Session.StartedAt).Day);
        command.Column(rows, r => r.Session.IsNew);
        command.Column(rows, r => r.Session.Touch?.Channel ?? Channels.Direct);
        command.Column(rows, r => r.Session.Touch?.Source);
        command.Column(rows, r => r.Session.Touch?.Medium);
        command.Column(rows, r => r.Session.Touch?.Campaign);
        command.Column(rows, r => r.Session.Touch?.Moment.At);
        command.Column(rows, r => r.Session.Touch?.Moment.Tie);
        AddPage(command, rows, r => r.Session.Landing);
        AddPage(command, rows, r => r.Session.Exit);
        command.Column(rows, r => r.Session.Origin?.Device);
        command.Column(rows, r => r.Session.Origin?.Browser);
        command.Column(rows, r => r.Session.Origin?.Os);
        command.Column(rows, r => r.Session.Origin?.Country);
        command.Column(rows, r => r.Session.Origin?.Region);
        command.Column(rows, r => r.Session.Origin?.City);
        command.Column(rows, r => r.Session.Origin?.Moment.At);
        command.Column(rows, r => r.Session.Origin?.Moment.Tie);
        command.Column(rows, r => r.Session.Counts.Events);
        command.Column(rows, r => r.Session.Counts.Pageviews);
        command.Column(rows, r => r.Session.Counts.ProductViews);
        command.Column(rows, r => r.Session.Counts.CartAdds);
        command.Column(rows, r => r.Session.Counts.Checkouts);
        command.Column(rows, r => r.Session.Counts.OrderEvents);
        command.Column(rows, r => r.Session.Counts.Searches);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddPage(NpgsqlCommand command, IReadOnlyCollection<StoredSession> rows, Func<StoredSession, PageSeen?> page)
    {
        command.Column(rows, r => page(r)?.Path);
        command.Column(rows, r => page(r)?.Moment.At);
        command.Column(rows, r => page(r)?.Moment.Tie);
    }

    private async Task<List<StoredSession>> ReadAsync(string sql, Action<NpgsqlCommand> addColumns, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        addColumns(command);
        var sessions = new List<StoredSession>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sessions.Add(Read(reader));
        }

        return sessions;
    }

    private static StoredSession Read(NpgsqlDataReader row) => new(
        new(row.GetInt64(0), row.GetBoolean(1)), row.GetString(2), new Session
        {
            SiteId = row.GetGuid(4),
            StartedAt = row.GetDateTime(5),
            EndedAt = row.GetDateTime(6),
            IsNew = row.GetBoolean(7),
            Touch = row.IsDBNull(12) ? null : new(Moment(row, 12), row.GetString(8), Text(row, 9), Text(row, 10), Text(row, 11)),
            Landing = Page(row, 14),
            Exit = Page(row, 17),
            Origin = row.IsDBNull(26) ? null : new(Moment(row, 26), Text(row, 20), Text(row, 21), Text(row, 22), Text(row, 23),
                Text(row, 24), Text(row, 25)),
            Counts = new(
                row.GetInt32(28), row.GetInt32(29), row.GetInt32(30), row.GetInt32(31), row.GetInt32(32), row.GetInt32(33),
                row.GetInt32(34)),
        })
    {
        Person = row.GetInt64(3),
    };

    private static PageSeen? Page(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(Moment(row, column + 1), row.GetString(column));

    private static EventMoment Moment(NpgsqlDataReader row, int column) => new(row.GetDateTime(column), row.GetInt64(column + 1));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = store.TenantId, NpgsqlDbType = NpgsqlDbType.Uuid });
        return command;
    }
}

/// <summary>The browser whose sessions are meant; what its bots do is kept apart from what people do.</summary>
internal readonly record struct Browser(long Visitor, bool IsBot);

/// <summary>A session as its row holds it.</summary>
internal sealed record StoredSession(Browser Browser, string AnonymousId, Session Session)
{
    /// <summary>Whom the browser belongs to.</summary>
    public long Person { get; set; }
}
