using Portal.Domain.Events;
using Portal.Infrastructure.Data;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

/// <summary>Puts into a store's read models what the projection would make of a few visits.</summary>
internal sealed class VisitorData(PortalDatabase database, TestStore store)
{
    /// <summary>Links a browser to a user id.</summary>
    public Task LinkAsync(string anonymousId, string userId, DateTimeOffset at) => database.ExecuteAsync("""
        insert into identities (tenant_id, visitor, anonymous_id, user_id, linked_at, tie, is_alias, person) values ($1, $2, $3, $4, $5, 0, false, $6)
        """, store.TenantId, VisitorId.OfAnonymous(anonymousId), anonymousId, userId, at, VisitorId.OfUser(userId));

    /// <summary>A session of a browser with the day it falls on.</summary>
    public async Task SessionAsync(
        string anonymousId, DateTimeOffset from, DateTimeOffset to, string? userId = null, string? channel = null, string country = "ID", bool isBot = false, int events = 3)
    {
        var visitor = VisitorId.OfAnonymous(anonymousId);
        var person = userId is null ? visitor : VisitorId.OfUser(userId);
        await database.ExecuteAsync("""
            insert into sessions (tenant_id, visitor, started_at, is_bot, person, site_id, anonymous_id, ended_at, day, is_new, channel, touch_at, touch_tie,
              landing_path, device, browser, os, country, events, pageviews, product_views, cart_adds, checkouts, order_events, searches)
            values ($1, $2, $3, $4, $5, $6, $7, $8, ($3 at time zone 'Europe/Berlin')::date, true, coalesce($9, 'direct'), case when $9 is not null then $3 end, 0,
              '/gayo', 'mobile', 'Chrome', 'Android', $10, $11, 1, 1, 0, 0, 0, 0)
            """, store.TenantId, visitor, from, isBot, person, store.SiteId, anonymousId, to, (object?)channel ?? DBNull.Value, country, events);
        await DayAsync(visitor, person, from, isBot);
    }

    /// <summary>A day on which a user id was seen without a session.</summary>
    public Task ServerDayAsync(string userId, DateTimeOffset at) => DayAsync(VisitorId.OfUser(userId), VisitorId.OfUser(userId), at, false);

    public Task OrderAsync(string orderId, string userId, DateTimeOffset at, decimal revenue) => database.ExecuteAsync("""
        insert into event_orders (tenant_id, order_id, occurred_at, tie, visitor, person, is_bot, site_id, day, revenue, units, lines, channel)
        values ($1, $2, $3, 0, $4, $4, false, $5, ($3 at time zone 'Europe/Berlin')::date, $6, 2, '[]', 'email')
        """, store.TenantId, orderId, at, VisitorId.OfUser(userId), store.SiteId, revenue);

    /// <summary>Events with the hours that the rollups know them by.</summary>
    public async Task EventsAsync(params IReadOnlyList<StoredEvent> events)
    {
        await StoredEvent.AddAsync(database, store, events);
        foreach (var hour in events.GroupBy(item => (item.Name, item.IsBot, Hour: new DateTimeOffset(item.At.Year, item.At.Month, item.At.Day, item.At.Hour, 0, 0, item.At.Offset))))
        {
            await database.ExecuteAsync(
                "insert into event_rollups (tenant_id, name, is_bot, hour, events, late) values ($1, $2, $3, $4, $5, 0)",
                store.TenantId, hour.Key.Name, hour.Key.IsBot, hour.Key.Hour, (long)hour.Count());
        }
    }

    private Task<int> DayAsync(long visitor, long person, DateTimeOffset at, bool isBot) => database.ExecuteAsync("""
        insert into visitor_days (tenant_id, day, is_bot, visitor, person) values ($1, ($2 at time zone 'Europe/Berlin')::date, $3, $4, $5) on conflict do nothing
        """, store.TenantId, at, isBot, visitor, person);
}
