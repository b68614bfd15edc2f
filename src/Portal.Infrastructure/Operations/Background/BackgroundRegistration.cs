using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Infrastructure.Shared.Configuration;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>The frame in which all background work is done.</summary>
public static class BackgroundRegistration
{
    /// <summary>Registers what watches over background services and units of work.</summary>
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services)
    {
        services.AddValidated<BackgroundOptions>(BackgroundOptions.Section);

        // The frame lets nothing through; should something get past it, that service ends and the host does not.
        services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        return services
            .AddSingleton<ServiceStates>()
            .AddSingleton<WorkUnits>()
            .AddSingleton(provider => new BackgroundMetrics(() => provider.GetRequiredService<WorkUnits>().Quarantined))
            .AddSingleton<Supervision>()
            .AddSingleton<WorkRunner>()
            .AddSingleton<WorkUnitQueries>()
            .AddSingleton<RetryWorkUnit>();
    }
}
