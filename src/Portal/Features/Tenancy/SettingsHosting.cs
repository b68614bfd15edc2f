using Portal.Features.Imports;
using Portal.Features.Shared;
using Portal.Features.Tracking;

namespace Portal.Features.Tenancy;

/// <summary>What the settings pages share.</summary>
public static class SettingsHosting
{
    public static IServiceCollection AddSettingsPages(this IServiceCollection services)
    {
        services.AddSingleton<Snippets>();
        services.AddScoped<StoreRights>();
        services.AddScoped<CurrentAccess>();
        services.AddScoped<StoreFeeds>();
        services.AddScoped<SignedInName>();
        services.AddScoped<WriteKeyChanges>();
        services.AddScoped<TeamChanges>();
        services.AddScoped<SiteExport>();
        services.AddSingleton<Platform.SetAsideWork>();
        return services;
    }
}
