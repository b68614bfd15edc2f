using Portal.Features.Analytics.Funnels;
using Portal.Features.Analytics.Goals;
using Portal.Features.Analytics.Visitors;

namespace Portal.Features.Analytics;

/// <summary>What the analytics pages change, for the person at the page.</summary>
public static class AnalyticsPagesHosting
{
    public static IServiceCollection AddAnalyticsPages(this IServiceCollection services) =>
        services.AddScoped<FunnelChanges>().AddScoped<GoalChanges>().AddScoped<FunnelExport>().AddScoped<VisitorExport>();
}
