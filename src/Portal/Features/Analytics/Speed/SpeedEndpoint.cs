using Portal.Domain.Analytics.Speed;
using Portal.Features.Api;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Speed;

/// <summary>How fast pages are for their visitors.</summary>
internal static class SpeedEndpoint
{
    private const string All = "all";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/speed", (ApiCall call, SpeedQueries speed, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerAsync(
                readModels,
                async (range, token) =>
                    (IReadOnlyList<MeasuredSpeed>)[.. (await speed.FindAsync(call.Store.TenantId, range, Device(call), token))
                    .Select(MeasuredSpeed.Of)],
                cancellationToken))
            .WithName("getPageSpeed").WithSummary(
                "Web vitals of page loads: the 75th percentile of each, its rating and how many loads were good")
            .WithDescription(
                "Sites measure when they are set to. Times are in milliseconds, cls is a score; both are rounded to two significant "
                + "digits. A rating follows the limits of web.dev.")
            .With([Devices, .. AnalyticsCall.RangeParameters]);

        group.MapGet("/speed/days", (ApiCall call, SpeedQueries speed, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerAsync(
                readModels,
                async (range, token) => (IReadOnlyList<MeasuredDay>)
                    [.. (await speed.DaysAsync(call.Store.TenantId, range, Device(call),
                        SpeedParameters.Metric(call.Text(SpeedParameters.MetricName)), token)).Select(MeasuredDay.Of)],
                cancellationToken))
            .WithName("listPageSpeedDays").WithSummary("The 75th percentile of one web vital by day")
            .WithDescription("Days without measurements are left out.")
            .With([
                new ApiParameter.Choice(SpeedParameters.MetricName, "Which of them.", [.. WebVital.All.Select(vital => vital.Key)],
                    WebVital.LargestPaint.Key),
                Devices, .. AnalyticsCall.RangeParameters,
            ]);

        group.MapGet("/speed/pages", (ApiCall call, SpeedQueries speed, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerListAsync(
                readModels,
                async (range, query, token) =>
                {
                    var page = await speed.ListAsync(call.Store.TenantId, range, Device(call), query, token);
                    return new Domain.Shared.Tables.TablePage<MeasuredPage>([.. page.Rows.Select(MeasuredPage.Of)], page.Total);
                },
                cancellationToken))
            .WithName("listPageSpeeds").WithSummary("Pages with the 75th percentile of each web vital")
            .With([Devices, .. AnalyticsCall.RangeParameters, .. ApiParameters.List(SpeedQueries.Sorts, "-samples")]);
    }

    private static ApiParameter Devices =>
        new ApiParameter.Choice(SpeedParameters.DeviceName, "Only page loads on these devices.", [All, .. SpeedParameters.Devices], All);

    private static string? Device(ApiCall call) => SpeedParameters.Device(call.Text(SpeedParameters.DeviceName));
}

/// <summary>One web vital over some days.</summary>
/// <param name="Metric">lcp, inp, cls, fcp or ttfb.</param>
/// <param name="P75">The 75th percentile, in milliseconds or, of cls, a score; null without samples.</param>
/// <param name="Rating">Of that: good, needs_improvement or poor.</param>
/// <param name="Good">Samples that are good; the next two are the others.</param>
internal sealed record MeasuredSpeed(string Metric, decimal? P75, string? Rating, long Samples, long Good, long NeedsImprovement, long Poor)
{
    public static MeasuredSpeed Of(SpeedFigures figures) => new(
        figures.Vital.Key, figures.Kept is { } kept ? figures.Vital.Measured(kept) : null, Name(figures.Rating), figures.Samples,
        figures.Good, figures.NeedsImprovement, figures.Poor);

    private static string? Name(WebVitalRating? rating) => rating switch
    {
        null => null,
        WebVitalRating.Good => "good",
        WebVitalRating.NeedsImprovement => "needs_improvement",
        WebVitalRating.Poor => "poor",
        _ => throw new ArgumentOutOfRangeException(nameof(rating), rating, null),
    };
}

/// <summary>One web vital on one of the store's days.</summary>
internal sealed record MeasuredDay(DateOnly Day, decimal P75, long Samples)
{
    public static MeasuredDay Of(SpeedDay day) => new(day.Day, day.Vital.Measured(day.Kept), day.Samples);
}

/// <summary>One page: the 75th percentile of each web vital; null where nobody measured it.</summary>
internal sealed record MeasuredPage(string Path, long Samples, decimal? Lcp, decimal? Inp, decimal? Cls, decimal? Fcp, decimal? Ttfb)
{
    public static MeasuredPage Of(PageSpeed page) => new(
        page.Path, page.Samples, page.LargestPaint, page.Interaction,
        page.LayoutShift is { } shift ? WebVital.LayoutShift.Measured(shift) : null, page.FirstPaint, page.FirstByte);
}
