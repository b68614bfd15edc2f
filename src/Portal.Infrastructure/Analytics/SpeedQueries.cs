using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Speed;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>
/// How fast a shop's pages are for their visitors. A percentile is the smallest value that so many of the measurements do
/// not exceed (percentile_disc), taken over sums of measurements, so that days, devices and pages can be put together.
/// </summary>
public sealed class SpeedQueries(PortalDatabase database, ResultCache answers, DailyResultCache days)
{
    // Of the store as a whole the rows with an empty path, which stand for every page. $1 tenant, $2, $3 days, $4 bots, $5 device or null
    // for every one.
    private const string Measured = "tenant_id = $1 and day between $2 and $3 and is_bot = any($4) and ($5::text is null or device = $5)";

    // Three quarters of the samples, without fractions.
    private const string P75 = "(min(value) filter (where upto * 4 >= total * 3))";

    private static readonly Dictionary<string, Func<PageSpeed, object?>> Keys = new()
    {
        ["path"] = page => page.Path,
        ["samples"] = page => page.Samples,
        ["lcp"] = page => page.LargestPaint,
        ["inp"] = page => page.Interaction,
        ["cls"] = page => page.LayoutShift,
        ["fcp"] = page => page.FirstPaint,
        ["ttfb"] = page => page.FirstByte,
    };

    /// <summary>What the list can be ordered by.</summary>
    public static IEnumerable<string> Sorts => Keys.Keys;

    /// <summary>
    /// Each measurement over the range, in the order of <see cref="WebVital.All"/>; those that nobody measured have no samples.
    /// </summary>
    /// <param name="device">A device class; null for every device.</param>
    public async Task<IReadOnlyList<SpeedFigures>> FindAsync(
        Guid tenantId, AnalyticsRange range, string? device, CancellationToken cancellationToken = default)
    {
        var rows = await database.ListAsync(
            tenantId,
            $"""
            with counted as (select metric, value, sum(samples)::bigint as samples from web_vital_rollups where {Measured} and path = ''
              group by metric, value),
            ranked as (select *, sum(samples) over (partition by metric
              order by value) as upto, sum(samples) over (partition by metric) as total from counted)
            select metric, {P75}, sum(samples)::bigint,
                   coalesce(sum(samples) filter (where value <= good), 0)::bigint, coalesce(sum(samples) filter (where value > poor),
                     0)::bigint
            from ranked join unnest($6::text[], $7::int[], $8::int[]) as limits (key, good, poor) on key = metric
            group by metric
            """,
            [
                range.From, range.To, range.Bots, device,
                WebVital.All.Select(vital => vital.Key).ToArray(), WebVital.All.Select(vital => vital.Good).ToArray(),
                WebVital.All.Select(vital => vital.Poor).ToArray(),
            ],
            row => (Key: row.GetString(0), P75: row.GetInt32(1), Samples: row.GetInt64(2), Good: row.GetInt64(3), Poor: row.GetInt64(4)),
            cancellationToken);
        return [.. WebVital.All.Select(vital => rows.Where(row => row.Key == vital.Key)
            .Select(row => new SpeedFigures(vital, row.P75, row.Samples, row.Good, row.Samples - row.Good - row.Poor, row.Poor))
            .FirstOrDefault(new SpeedFigures(vital, null, 0, 0, 0, 0)))];
    }

    /// <summary>One measurement by day, days without samples left out.</summary>
    public async Task<IReadOnlyList<SpeedDay>> DaysAsync(
        Guid tenantId, AnalyticsRange range, string? device, WebVital vital,
        CancellationToken cancellationToken = default) => await database.ListAsync(
        tenantId,
        $"""
        with counted as (select day, value, sum(samples)::bigint as samples from web_vital_rollups where {Measured} and path = ''
          and metric = $6 group by day, value),
        ranked as (select *, sum(samples) over (partition by day order by value) as upto, sum(samples) over (partition by day) as total
          from counted)
        select day, {P75}, sum(samples)::bigint from ranked group by day order by day
        """,
        [range.From, range.To, range.Bots, device, vital.Key],
        row => new SpeedDay(row.GetFieldValue<DateOnly>(0), vital, row.GetInt32(1), row.GetInt64(2)),
        cancellationToken);

    /// <summary>
    /// One page of the list of pages, which adds up what is kept of each day: a large store has a million values in a month.
    /// </summary>
    public async Task<TablePage<PageSpeed>> ListAsync(
        Guid tenantId, AnalyticsRange range, string? device, TableQuery query, CancellationToken cancellationToken = default) =>
        TableRows.Page(
            await answers.GetAsync(tenantId, new Question(range, device), token => PagesAsync(tenantId, range, device, token),
                cancellationToken),
            query, Keys, page => page.Path);

    private async Task<List<PageSpeed>> PagesAsync(Guid tenantId, AnalyticsRange range, string? device, CancellationToken cancellationToken)
    {
        var found = await days.FindAsync(
            tenantId, DaySubject.Events, $"speed of pages {device}", range, (part, token) =>
                CountAsync(tenantId, part, device, token), cancellationToken);
        return PageValues.Sum(found!.Values);
    }

    private async Task<IReadOnlyDictionary<DateOnly, byte[]>?> CountAsync(
        Guid tenantId, AnalyticsRange range, string? device, CancellationToken cancellationToken)
    {
        var rows = database.StreamAsync(
            tenantId,
            $"""
            select day, path, metric, value, sum(samples)::bigint from web_vital_rollups
            where {Measured} and path <> '' group by day, path, metric, value order by day, path collate "C", metric, value
            """,
            [range.From, range.To, range.Bots, device],
            row => (Day: row.GetFieldValue<DateOnly>(0), Path: row.GetString(1), Metric: row.GetString(2), Value: row.GetInt32(3),
                Samples: row.GetInt64(4)),
            cancellationToken);
        var (counted, on, values) = (new Dictionary<DateOnly, byte[]>(), DateOnly.MinValue, new List<(string, string, int, long)>());
        await foreach (var (day, path, metric, value, samples) in rows)
        {
            if (day != on)
                EndDay();
            on = day;
            values.Add((path, metric, value, samples));
        }

        EndDay();
        return counted;

        void EndDay()
        {
            if (values.Count > 0)
                counted.Add(on, PageValues.Write(values));
            values.Clear();
        }
    }

    private sealed record Question(AnalyticsRange Range, string? Device);
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
public sealed record PageSpeed(
    string Path, long Samples, int? LargestPaint, int? Interaction, int? LayoutShift, int? FirstPaint, int? FirstByte);
