using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Explorer;
using Portal.Features.Analytics.Funnels;
using Portal.Features.Analytics.Goals;
using Portal.Features.Analytics.IngestHealth;
using Portal.Features.Analytics.Paths;
using Portal.Features.Analytics.Speed;
using Portal.Features.Analytics.Traffic;
using Portal.Features.Analytics.Visitors;
using Portal.Features.Api;

namespace Portal.Features.Analytics;

/// <summary>The analytics API: what the analytics pages show, from the same queries.</summary>
public static class AnalyticsEndpoints
{
    public static void MapAnalyticsEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapStoreApi("/api/v1/analytics", "Analytics", ApiScopes.AnalyticsRead);
        TrafficEndpoints.Map(group);
        OutcomeEndpoints.Map(group);
        SpeedEndpoint.Map(group);
        EventEndpoint.Map(group);
        VisitorEndpoint.Map(group);
        IngestEndpoint.Map(group);
        FunnelEndpoint.Map(group);
        GoalEndpoint.Map(group);
        PathEndpoint.Map(group);
    }
}
