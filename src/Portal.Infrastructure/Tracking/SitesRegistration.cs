using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Tracking;

/// <summary>Sites and their write keys.</summary>
public static class SitesRegistration
{
    public static IServiceCollection AddSites(this IServiceCollection services) => services
        .AddSingleton<SiteQueries>()
        .AddSingleton<InstallationQueries>()
        .AddSingleton<SiteActivity>()
        .AddSingleton<SaveSite>()
        .AddSingleton<RotateWriteKey>()
        .AddSingleton<RevokeWriteKey>();
}
