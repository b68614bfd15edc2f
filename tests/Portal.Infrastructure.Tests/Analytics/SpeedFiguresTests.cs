using System.Globalization;
using Portal.Domain.Analytics.Speed;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>Page speed of random shops against PostgreSQL's own percentiles over the events.</summary>
public sealed class SpeedFiguresTests(ProjectedShops shops) : PageFiguresTest(shops)
{
    private const string P75 = "percentile_disc(0.75) within group (order by value)";
    private const string OfTheDays = Day + " between '2026-03-28' and '2026-03-29'";

    [Theory]
    [InlineData(null, false)]
    [InlineData("mobile", false)]
    [InlineData(null, true)]
    public Task Figures_EachMeasurement_AreThoseOfPlainSql(string? device, bool bots) => AssertSameAsync(
        NaiveFigures.Vitals + $"""
        , limits (metric, good, poor) as (values ('lcp', 2500, 4000), ('inp', 200, 500), ('cls', 1000, 2500), ('fcp', 1800, 3000), ('ttfb',
          800, 1800))
         select concat_ws('|', metric, {P75}, count(*), count(*) filter (where value <= good), count(*) filter (where value > good
           and value <= poor), count(*) filter (where value > poor))
         from vitals join limits using (metric) where (not is_bot or {bots}) and {Of(device)} and {OfTheDays} group by metric
        """,
        async store => (await Speed.FindAsync(store.TenantId, Range with { IncludeBots = bots }, device, Cancel))
            .Where(figures => figures.Samples > 0)
            .Select(figures => Line(figures.Vital.Key, figures.Kept!, figures.Samples, figures.Good, figures.NeedsImprovement,
                figures.Poor)));

    [Fact]
    public Task Days_OfOneMeasurement_AreThoseOfPlainSql() => AssertSameAsync(
        NaiveFigures.Vitals
            + $" select concat_ws('|', {Day}, {P75}, count(*)) from vitals where metric = 'cls' and not is_bot and {OfTheDays} group "
            + $"by {Day}",
        async store => (await Speed.DaysAsync(store.TenantId, Range, null, WebVital.LayoutShift, Cancel))
            .Select(day => Line(day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.Kept, day.Samples)));

    [Theory]
    [InlineData(null)]
    [InlineData("mobile")]
    public Task Pages_EachMeasurement_AreThoseOfPlainSql(string? device) => AssertSameAsync(
        NaiveFigures.Vitals + $"""
        , metrics as (select path, metric, {P75} as p75, count(*) as samples from vitals where path <> '' and not is_bot and {Of(device)}
          and {OfTheDays} group by path, metric)
         select concat_ws('|', path, max(samples), coalesce(sum(p75) filter (where metric = 'lcp'), -1),
           coalesce(sum(p75) filter (where metric = 'inp'), -1),
           coalesce(sum(p75) filter (where metric = 'cls'), -1), coalesce(sum(p75) filter (where metric = 'fcp'), -1),
             coalesce(sum(p75) filter (where metric = 'ttfb'), -1))
         from metrics group by path
        """,
        async store => (await Speed.ListAsync(store.TenantId, Range, device, Everything, Cancel)).Rows
            .Select(row => Line(row.Path, row.Samples, row.LargestPaint ?? -1, row.Interaction ?? -1, row.LayoutShift ?? -1,
                row.FirstPaint ?? -1, row.FirstByte ?? -1)));

    private SpeedQueries Speed => new(Shops.Database, new(new(Shops.Database)), new(Shops.Database, TimeProvider.System));

    private static string Of(string? device) => device is null ? "true" : $"device = '{device}'";
}
