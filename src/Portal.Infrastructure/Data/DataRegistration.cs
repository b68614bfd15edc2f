using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Shared.Configuration;

namespace Portal.Infrastructure.Data;

/// <summary>What every feature needs to reach the database.</summary>
public static class DataRegistration
{
    /// <summary>Registers the prepared database and the maker of contexts.</summary>
    public static IServiceCollection AddPortalData(this IServiceCollection services, PortalDatabase database)
    {
        services.AddValidated<WorkloadOptions>(WorkloadOptions.Section);
        return services.AddSingleton(database).AddSingleton<PortalDb>()
            .AddScoped(provider => provider.GetRequiredService<PortalDb>().ForPlatform());
    }
}
