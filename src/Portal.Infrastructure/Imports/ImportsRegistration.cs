using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Shared.Configuration;

namespace Portal.Infrastructure.Imports;

/// <summary>Files that stores hand in.</summary>
public static class ImportsRegistration
{
    /// <summary>Registers what pages and endpoints need.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddValidated<ImportFileOptions>(ImportFileOptions.Section);
        services.AddValidated<UploadOptions>(UploadOptions.Section);
        services.AddSingleton<UploadLimits>();
        return services.AddSingleton<ImportQueries>().AddSingleton<StartImport>().AddSingleton<RetryRejected>().AddSingleton<ImportRun>();
    }

    /// <summary>Registers the service that works on what waits; on nodes that work in the background.</summary>
    public static IServiceCollection AddImportService(this IServiceCollection services) => services.AddHostedService<ImportService>();
}
