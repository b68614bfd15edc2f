using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.IngestHealth;
using Portal.Infrastructure.Events.Limits;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events;

/// <summary>The event API's engine: keys, queue and writers.</summary>
public static class EventsRegistration
{
    /// <summary>Registers everything that takes events in.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddOptions<EventOptions>().BindConfiguration(EventOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<EventOptions>>().Value);
        services.AddSingleton<EventSources>();
        services.AddSingleton<EventQueue>();
        services.AddSingleton<BatchIds>();
        services.AddSingleton<ProjectionLag>().AddSingleton<WriterThrottle>();
        services.AddSingleton<EnrichmentCaches>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<UsageTable>();
        services.AddSingleton<UsageMeter>();
        services.AddSingleton<EventAdmission>();
        services.AddSingleton<IngestCounter>();
        services.AddSingleton(provider => new EventIngest(
            provider.GetRequiredService<EventSources>(),
            provider.GetRequiredService<EventAdmission>(),
            provider.GetRequiredService<RateLimits>(),
            provider.GetRequiredService<EnrichmentCaches>(), provider.GetRequiredService<EventQueue>(),
            provider.GetRequiredService<IngestCounter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<UsageMeter>());
        services.AddSingleton<TrackerSightings>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<TrackerSightings>());
        // Services stop in the reverse order: what the last requests came to is written down after them.
        services.AddHostedService<IngestHealthWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<UsageMeter>());
        services.AddHostedService<EventWriter>();
        services.AddHostedService<EventSourcesListener>();
        return services;
    }
}
