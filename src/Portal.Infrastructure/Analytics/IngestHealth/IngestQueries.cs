using Npgsql;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.IngestHealth;

/// <summary>How well a store's events come in.</summary>
public sealed class IngestQueries(PortalDatabase database, ReadModelQueries readModels)
{
    /// <summary>Events that the lag is measured over.</summary>
    public const int Sample = 5_000;

    // $1 tenant, $2 and $3 instants, then of ranges by day $4 zone and $5 first day. Arrivals are kept by the hour of UTC.
    private const string Buckets = """
        select {0} as place, sum(requests)::bigint, sum(refused)::bigint, sum(accepted)::bigint, sum(held)::bigint, sum(duplicates)::bigint,
               sum(rejected)::bigint, sum(late)::bigint, sum(bots)::bigint
        from (
          select hour, requests, refused, accepted, held, duplicates, rejected, 0 as late, 0 as bots
          from ingest_health where tenant_id = $1 and hour >= $2 and hour < $3
          union all
          select hour, 0, 0, 0, 0, 0, 0, late, case when is_bot then events else 0 end
          from event_rollups where tenant_id = $1 and hour >= $2 and hour < $3
        ) hours
        group by place
        """;

    private const string Reasons = """
        select code, is_request, sum(requests)::bigint, sum(messages)::bigint, (array_agg(last_message
          order by last_at desc))[1], max(last_at)
        from ingest_rejections where tenant_id = $1 and hour >= $2 and hour < $3
        group by code, is_request order by greatest(sum(messages), sum(requests)) desc, code
        """;

    // Of the last day, so that an import of history says nothing of the senders' delay.
    private const string Delays = """
        select percentile_cont(array[0.5, 0.95]) within group (order by delay), count(*)
        from (
          select greatest(0, extract(epoch from received_at - occurred_at))::double precision as delay from events
          where tenant_id = $1 and received_at > $2 and (event_day >= $3 or event_day = '1970-01-01')
          order by received_at desc limit $4
        ) latest
        """;

    private const string Waiting = """
        select (select coalesce(sum(events), 0)::bigint from event_batches where tenant_id = $1 and projected_at is null and not held),
               (select coalesce(sum(events), 0)::bigint from event_batches where tenant_id = $1 and held)
        """;

    /// <summary>What was taken and refused in a range, in all and by hour or day. Bots always count here.</summary>
    public async Task<IngestReport> FindAsync(Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var reasons = database.ListAsync(
            tenantId, Reasons, [range.Start, range.End],
            row => new RefusalReason(row.GetString(0), row.GetBoolean(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4),
                row.GetFieldValue<DateTimeOffset>(5)), cancellationToken);
        var place = range.ByHour ? "floor(extract(epoch from hour - $2) / 3600)::int" : "(hour at time zone $4)::date - $5::date";
        List<object?> values = [range.Start, range.End, .. range.ByHour ? Array.Empty<object?>() : [range.TimeZone, range.From]];
        var found = (await database.ListAsync(tenantId, Buckets.Replace("{0}", place, StringComparison.Ordinal), values, Read,
            cancellationToken)).ToDictionary(row => row.Place, row => row.Figures);
        var buckets = range.Buckets().Select((start, index) => new IngestBucket(start, found.GetValueOrDefault(index, IngestFigures.None)))
            .ToList();
        return new(found.Values.Aggregate(IngestFigures.None, IngestFigures.Add), buckets, await reasons);
    }

    /// <summary>How long events take to arrive and to be counted, now.</summary>
    public async Task<IngestLag> LagAsync(Guid tenantId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var delays = database.ListAsync(
            tenantId, Delays, [now.AddDays(-1), DateOnly.FromDateTime(now.UtcDateTime).AddDays(-32), Sample],
            row => (Seconds: row.IsDBNull(0) ? null : row.GetFieldValue<double[]>(0), Count: row.GetInt64(1)), cancellationToken);
        var waiting = database.ListAsync(tenantId, Waiting, [], row => (Pending: row.GetInt64(0), Held: row.GetInt64(1)),
            cancellationToken);
        var state = await readModels.FindAsync(tenantId, cancellationToken);
        var (seconds, count) = (await delays)[0];
        var (pending, held) = (await waiting)[0];
        return new(Seconds(seconds, 0), Seconds(seconds, 1), count, pending, held, state);
    }

    private static TimeSpan? Seconds(double[]? values, int index) => values is null ? null : TimeSpan.FromSeconds(values[index]);

    private static (int Place, IngestFigures Figures) Read(NpgsqlDataReader row) => (
        row.GetInt32(0),
        new(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
            row.GetInt64(8)));
}
