using Portal.Features.Api;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>The overview page's figures for programs.</summary>
internal static class OverviewEndpoint
{
    public static void Map(RouteGroupBuilder group) => group
        .MapGet("/overview", (ApiCall call, OverviewQueries overview, ReadModelQueries readModels, CancellationToken cancellationToken) => call.AnswerAsync(
            readModels, (range, token) => overview.FindAsync(call.Store.TenantId, range, token), cancellationToken))
        .WithName("getOverview").WithSummary("Visitors, sessions, orders and revenue, in total and over time")
        .WithDescription("Over time by day, or by hour for a range of up to two days.")
        .With(AnalyticsCall.RangeParameters);
}
