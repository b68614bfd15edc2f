using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Vitals;
using Portal.Domain.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>
/// How fast a shop's pages are for their visitors. A percentile is the smallest value that so many of the measurements do
/// not exceed (percentile_disc), taken over sums of measurements, so that days, devices and pages can be put together.
/// </summary>
public sealed class SpeedQueries(PortalDatabase database)
{
    // Of the store as a whole the rows with an empty path, which stand for every page. $1 tenant, $2, $3 days, $4 bots, $5 device or null for every one.
    private const string Measured = "tenant_id = $1 and day between $2 and $3 and is_bot = any($4) and ($5::text is null or device = $5)";

    // Three quarters of the samples, without fractions.
    private const string P75 = "(min(value) filter (where upto * 4 >= total * 3))";

    private static readonly Dictionary<string, string> Orders = new()
    {
        ["path"] = "path",
        ["samples"] = "samples",
        ["lcp"] = "lcp",
        ["inp"] = "inp",
        ["cls"] = "cls",
        ["fcp"] = "fcp",
        ["ttfb"] = "ttfb",
    };

    /// <summary>What the list can be ordered by.</summary>
    public static IEnumerable<string> Sorts => Orders.Keys;

    /// <summary>Each measurement over the range, in the order of <see cref="WebVital.All"/>; those that nobody measured have no samples.</summary>
    /// <param name="device">A device class; null for every device.</param>
    public async Task<IReadOnlyList<SpeedFigures>> FindAsync(Guid tenantId, AnalyticsRange range, string? device, CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            with counted as (select metric, value, sum(samples)::bigint as samples from web_vital_rollups where {Measured} and path = '' group by metric, value),
            ranked as (select *, sum(samples) over (partition by metric order by value) as upto, sum(samples) over (partition by metric) as total from counted)
            select metric, {P75}, sum(samples)::bigint,
                   coalesce(sum(samples) filter (where value <= good), 0)::bigint, coalesce(sum(samples) filter (where value > poor), 0)::bigint
            from ranked join unnest($6::text[], $7::int[], $8::int[]) as limits (key, good, poor) on key = metric
            group by metric
            """,
            [
                range.From, range.To, range.Bots, device,
                WebVital.All.Select(vital => vital.Key).ToArray(), WebVital.All.Select(vital => vital.Good).ToArray(), WebVital.All.Select(vital => vital.Poor).ToArray(),
            ],
            row => (Key: row.GetString(0), P75: row.GetInt32(1), Samples: row.GetInt64(2), Good: row.GetInt64(3), Poor: row.GetInt64(4)),
            cancellationToken);
        return [.. WebVital.All.Select(vital => rows.Where(row => row.Key == vital.Key)
            .Select(row => new SpeedFigures(vital, row.P75, row.Samples, row.Good, row.Samples - row.Good - row.Poor, row.Poor))
            .FirstOrDefault(new SpeedFigures(vital, null, 0, 0, 0, 0)))];
    }

    /// <summary>One measurement by day, days without samples left out.</summary>
    public async Task<IReadOnlyList<SpeedDay>> DaysAsync(
        Guid tenantId, AnalyticsRange range, string? device, WebVital vital, CancellationToken cancellationToken = default) => await database.ListAsync(
        tenantId,
        $"""
        with counted as (select day, value, sum(samples)::bigint as samples from web_vital_rollups where {Measured} and path = '' and metric = $6 group by day, value),
        ranked as (select *, sum(samples) over (partition by day order by value) as upto, sum(samples) over (partition by day) as total from counted)
        select day, {P75}, sum(samples)::bigint from ranked group by day order by day
        """,
        [range.From, range.To, range.Bots, device, vital.Key],
        row => new SpeedDay(row.GetFieldValue<DateOnly>(0), vital, row.GetInt32(1), row.GetInt64(2)),
        cancellationToken);

    /// <summary>One page of the list of pages.</summary>
    public async Task<TablePage<PageSpeed>> ListAsync(
        Guid tenantId, AnalyticsRange range, string? device, TableQuery query, CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            with counted as (
              select path, metric, value, sum(samples)::bigint as samples from web_vital_rollups
              where {Measured} and path <> '' and ($6::text is null or path ilike $6) group by path, metric, value),
            ranked as (select *, sum(samples) over (partition by path, metric order by value) as upto, sum(samples) over (partition by path, metric) as total from counted),
            metrics as (select path, metric, {P75} as p75, sum(samples)::bigint as samples from ranked group by path, metric)
            select *, count(*) over ()
            from (
              select path, max(samples) as samples, max(p75) filter (where metric = 'lcp') as lcp, max(p75) filter (where metric = 'inp') as inp,
                max(p75) filter (where metric = 'cls') as cls, max(p75) filter (where metric = 'fcp') as fcp, max(p75) filter (where metric = 'ttfb') as ttfb
              from metrics group by path) as found
            {TableSql.Page(query, Orders, "samples", "path")}
            """,
            [range.From, range.To, range.Bots, device, TableSql.Pattern(query.Search)],
            row => (Row: new PageSpeed(row.GetString(0), row.GetInt64(1), Kept(row, 2), Kept(row, 3), Kept(row, 4), Kept(row, 5), Kept(row, 6)), Total: row.GetInt64(7)),
            cancellationToken);
        return new([.. rows.Select(row => row.Row)], rows.Count == 0 ? 0 : rows[0].Total);
    }

    private static int? Kept(Npgsql.NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}

/// <summary>One measurement over some days.</summary>
/// <param name="Kept">The 75th percentile, as values are kept; null without samples.</param>
/// <param name="Good">Samples that are good; the next two are the others.</param>
public sealed record SpeedFigures(WebVital Vital, int? Kept, long Samples, long Good, long NeedsImprovement, long Poor)
{
    /// <summary>What the 75th percentile means for visitors; null without samples.</summary>
    public WebVitalRating? Rating => Kept is { } kept ? Vital.Rate(kept) : null;
}

/// <summary>One measurement on one of the store's days.</summary>
/// <param name="Kept">The 75th percentile, as values are kept.</param>
public sealed record SpeedDay(DateOnly Day, WebVital Vital, int Kept, long Samples);

/// <summary>One page of a site: the 75th percentile of each measurement, as values are kept; null where nobody measured it.</summary>
/// <param name="Path">Of its address, without host and query.</param>
/// <param name="Samples">Of the measurement that has most: about the loads of the page that were measured.</param>
public sealed record PageSpeed(string Path, long Samples, int? LargestPaint, int? Interaction, int? LayoutShift, int? FirstPaint, int? FirstByte);
