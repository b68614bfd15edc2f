using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Events.Live;
using Portal.Infrastructure.Events.Understanding;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events;

/// <summary>The event API's engine: keys, queue, writers and what is told of each commit.</summary>
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
        services.AddSingleton<EventStore>();
        services.AddSingleton<EventUnderstanding>();
        services.AddSingleton(provider => new EventIngest(
            provider.GetRequiredService<EventSources>(),
            provider.GetRequiredService<EventQueue>(),
            provider.GetRequiredService<EventUnderstanding>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TrackerSightings>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<TrackerSightings>());
        services.AddSingleton<LiveHistory>();
        services.AddSingleton(provider => new LiveBoards(
            provider.GetRequiredService<LiveHistory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LiveBoards>>()));
        services.AddSingleton<CommitAnnouncer>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<LiveBoards>());
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<CommitAnnouncer>());
        services.AddHostedService(provider => provider.GetRequiredService<LiveBoards>());
        services.AddHostedService(provider => provider.GetRequiredService<CommitAnnouncer>());
        services.AddHostedService<EventWriter>();
        services.AddHostedService<EventSourcesListener>();
        return services;
    }
}
