using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Events.Retention;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>What keeps the read models.</summary>
public static class ProjectionRegistration
{
    /// <summary>Registers what writes read models when asked to.</summary>
    public static IServiceCollection AddProjection(this IServiceCollection services) =>
        services.AddEventArchive().AddSingleton<RebuildReadModels>().AddSingleton<ForgetVisitors>().AddSingleton<Projector>();

    /// <summary>Registers the service that follows the event ledger; on nodes that work in the background.</summary>
    public static IServiceCollection AddProjectionService(this IServiceCollection services) =>
        services.AddHostedService<ProjectionService>();
}
