using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Features.Sites;

namespace Portal.Features.Tenancy;

/// <summary>What the settings pages share.</summary>
public static class SettingsHosting
{
    public static IServiceCollection AddSettingsPages(this IServiceCollection services)
    {
        services.TryAddScoped<StoreRights>();
        services.TryAddScoped<WriteKeyChanges>();
        services.TryAddScoped<TeamChanges>();
        return services;
    }
}
