using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Infrastructure.Analytics.IngestHealth;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Analytics.Paths;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>The reads of the analytics pages and of their API.</summary>
public static class AnalyticsRegistration
{
    public static IServiceCollection AddAnalytics(this IServiceCollection services)
    {
        services.AddSingleton<ReadModelQueries>();
        services.AddSingleton(provider => new ResultCache(provider.GetRequiredService<ReadModelQueries>()));
        services.AddSingleton<DailyResultCache>();
        services.AddSingleton<OverviewQueries>();
        services.AddSingleton<BreakdownQueries>();
        services.AddSingleton<PageQueries>();
        services.AddSingleton<SourceQueries>();
        services.AddSingleton<AttributionQueries>();
        services.AddSingleton<RetentionQueries>();
        services.AddSingleton<SearchQueries>();
        services.AddSingleton<SpeedQueries>();
        services.AddSingleton<ProductQueries>();
        services.AddSingleton<OccurrenceDays>();
        services.AddSingleton(provider => new FunnelQueries(
            provider.GetRequiredService<PortalDatabase>(), provider.GetRequiredService<ResultCache>(),
            provider.GetRequiredService<OccurrenceDays>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KnownEvents>().AddSingleton<ShopFunnelQueries>();
        services.AddSingleton<SavedFunnelQueries>().AddSingleton<SaveFunnel>().AddSingleton<DeleteFunnel>();
        services.AddSingleton<GoalQueries>().AddSingleton<SaveGoal>().AddSingleton<DeleteGoal>();
        services.AddSingleton(provider => new PathQueries(
            provider.GetRequiredService<PortalDatabase>(), provider.GetRequiredService<ResultCache>(),
            provider.GetRequiredService<DailyResultCache>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new PrecomputeDailyResults(
            provider.GetRequiredService<PortalDatabase>(), provider.GetRequiredService<OccurrenceDays>(),
            provider.GetRequiredService<AttributionQueries>(),
            provider.GetRequiredService<PathQueries>(), provider.GetRequiredService<GoalQueries>(),
            provider.GetRequiredService<SpeedQueries>(),
            provider.GetRequiredService<RetentionQueries>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IngestQueries>();
        services.AddSingleton<EventNameQueries>();
        services.AddSingleton<EventQueries>();
        services.AddSingleton<EventSchemaQueries>();
        services.AddSingleton<VisitorListQueries>();
        services.AddSingleton<VisitorSearch>();
        services.AddSingleton<VisitorQueries>();
        services.AddSingleton<VisitorTimelineQueries>();
        services.AddSingleton<VisitorEventQueries>();
        return services;
    }
}
