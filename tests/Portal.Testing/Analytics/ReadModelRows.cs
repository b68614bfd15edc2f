using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;

namespace Portal.Testing.Analytics;

/// <summary>Puts rows straight into a store's read models, for tests of the queries alone.</summary>
public sealed class ReadModelRows(PortalDatabase database, TestStore store, string timeZone = "Europe/Berlin")
{
    private readonly StoreClock _clock = StoreClock.For(timeZone);

    /// <summary>Says that the projection has taken in commits up to one.</summary>
    public Task ProjectedAsync(long lastBatch, long events = 1) => database.ExecuteAsync(
        """
        insert into projections (tenant_id, as_of, time_zone, events, last_batch) values ($1, now(), $2, $3, $4)
        on conflict (tenant_id) do update set events = excluded.events, last_batch = excluded.last_batch
        """,
        store.TenantId, timeZone, events, lastBatch);

    /// <summary>Traffic of a day along one dimension.</summary>
    /// <param name="hour">Of the day; null makes a row by day.</param>
    public Task TrafficAsync(
        DateOnly day, string dimension = "all", string value = "", long sessions = 0, long newSessions = 0, long bounces = 0,
        long seconds = 0,
        long pageViews = 0, long orders = 0, decimal revenue = 0, bool isBot = false, int? hour = null) => database.ExecuteAsync(
        """
        insert into traffic_rollups (tenant_id, grain, dimension, is_bot, bucket, value, sessions, new_sessions, bounces, seconds, events,
          pageviews, viewing, adding, checking_out, ordering, orders, revenue, refunds, refunded)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 0, 0, 0, $12, $12, $13, 0, 0)
        """,
        store.TenantId, hour is null ? "day" : "hour", dimension, isBot, _clock.StartOf(day).AddHours(hour ?? 0), value, sessions,
        newSessions, bounces, seconds, pageViews, orders, revenue);
}
