using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Api;

/// <summary>Reads and writes of the API's resources.</summary>
public static class ResourcesRegistration
{
    public static IServiceCollection AddResources(this IServiceCollection services) =>
        services.AddSingleton<ResourceQueries>().AddSingleton<ResourceWriter>();
}
