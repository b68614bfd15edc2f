using Portal.Domain.Analytics;
using Portal.Features.Api;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>How many came, from where, and to which pages.</summary>
internal static class TrafficEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/overview", (ApiCall call, OverviewQueries overview, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerAsync(
                readModels, (range, token) => overview.FindAsync(call.Store.TenantId, range, token), cancellationToken))
            .WithName("getOverview").WithSummary("Visitors, sessions, orders and revenue, in total and over time")
            .WithDescription("Over time by day, or by hour for a range of up to two days.")
            .With(AnalyticsCall.RangeParameters);

        group.MapGet("/breakdown", (ApiCall call, BreakdownQueries breakdowns, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerListAsync(
                readModels, (range, query, token) =>
                    breakdowns.ListAsync(call.Store.TenantId, range, call.Text("by")!, query, token), cancellationToken))
            .WithName("listBreakdown").WithSummary("Traffic by channel, campaign, country, device or page")
            .WithDescription(
                $"Orders and revenue are credited to {string.Join(", ", TrafficDimensions.WithOrders)}; of other dimensions the sessions "
                    + $"with an order are known.")
            .With([new ApiParameter.Choice("by", "What the traffic is told apart by.", TrafficDimensions.All, TrafficDimensions.Channel),
                .. AnalyticsCall.RangeParameters, .. TrafficRows]);

        group.MapGet("/pages", (ApiCall call, PageQueries pages, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerListAsync(
                readModels, (range, query, token) => pages.ListAsync(call.Store.TenantId, range, query, token), cancellationToken))
            .WithName("listPages").WithSummary("Pages with their views, entrances and exits")
            .With([.. AnalyticsCall.RangeParameters, .. ApiParameters.List(PageQueries.Sorts, "-views")]);

        group.MapGet("/sources", (ApiCall call, SourceQueries sources, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerListAsync(
                readModels, (range, query, token) =>
                    sources.ListAsync(call.Store.TenantId, range, Level(call), query, token), cancellationToken))
            .WithName("listSources").WithSummary("Channels, and below them sources, media and campaigns")
            .WithDescription(
                "Without a channel the rows are channels; with one its sources; with a source too, its media; with all three, the "
                + "campaigns. An empty value is a part that is not known.")
            .With([
                new ApiParameter.Words("channel", "Lists what is below this channel."),
                new ApiParameter.Words("source", "Lists what is below this source of the channel.", 500),
                new ApiParameter.Words("medium", "Lists what is below this medium of the source.", 500),
                .. AnalyticsCall.RangeParameters, .. TrafficRows,
            ]);
    }

    private static ApiParameter[] TrafficRows => ApiParameters.List(SourceQueries.Sorts, "-sessions");

    private static SourceLevel Level(ApiCall call)
    {
        var level = new SourceLevel(call.Text("channel"), call.Text("source"), call.Text("medium"));
        return level.Channel is null ? new() : level.Source is null ? new(level.Channel) : level;
    }
}
