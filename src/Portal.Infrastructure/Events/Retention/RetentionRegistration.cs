using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Events.Retention;

/// <summary>What ends old events.</summary>
public static class RetentionRegistration
{
    public static IServiceCollection AddEventRetention(this IServiceCollection services) =>
        services.AddEventArchive().AddSingleton<EndOldEvents>();

    /// <summary>Registers the files of ended events; safe to call more than once.</summary>
    public static IServiceCollection AddEventArchive(this IServiceCollection services)
    {
        services.AddOptions<EventOptions>().BindConfiguration(EventOptions.Section);
        services.TryAddSingleton(provider => new EventArchive(provider.GetRequiredService<IOptions<EventOptions>>().Value));
        return services;
    }
}
