using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Events.Retention;

/// <summary>What ends old events.</summary>
public static class RetentionRegistration
{
    public static IServiceCollection AddEventRetention(this IServiceCollection services)
    {
        services.AddOptions<EventOptions>().BindConfiguration(EventOptions.Section);
        return services.AddSingleton(provider => new EndOldEvents(
            provider.GetRequiredService<Data.PortalDatabase>(), provider.GetRequiredService<IOptions<EventOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
    }
}
