using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Live;

/// <summary>The live figures of the stores that somebody watches, told of each commit here and on other nodes.</summary>
public static class LiveRegistration
{
    /// <summary>To be called before the event writer is registered, which has to stop before them.</summary>
    public static IServiceCollection AddLiveFigures(this IServiceCollection services)
    {
        services.AddSingleton<LiveHistory>();
        services.AddSingleton<BatchLog>();
        services.AddSingleton<LiveComparisons>();
        services.AddSingleton(provider => new LiveBoards(
            provider.GetRequiredService<LiveHistory>(),
            provider.GetRequiredService<BatchLog>(),
            provider.GetRequiredService<LiveComparisons>(),
            provider.GetRequiredService<Supervision>(),
            provider.GetRequiredService<ILogger<LiveBoards>>()));
        services.AddSingleton<CommitAnnouncer>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<LiveBoards>());
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<CommitAnnouncer>());
        services.AddHostedService(provider => provider.GetRequiredService<LiveBoards>());
        services.AddHostedService(provider => provider.GetRequiredService<CommitAnnouncer>());
        return services;
    }
}
