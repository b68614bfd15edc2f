using Portal.Hosting.Process;

namespace Portal.Features.Health;

/// <summary>What must hold before a node gets requests.</summary>
public static class HealthRegistration
{
    /// <summary>The tag of checks that <c>/health/ready</c> asks; features add theirs with it.</summary>
    public const string Ready = "ready";

    /// <summary>Registers the checks that this node's role has.</summary>
    public static IServiceCollection AddPortalHealth(this IServiceCollection services, PortalRole role)
    {
        var checks = services.AddHealthChecks()
            .AddCheck<AcceptingCheck>("accepting", tags: [Ready])
            .AddCheck<IngestCheck>("ingest", tags: [Ready])
            .AddCheck<BackgroundCheck>("background", tags: [Ready])
            .AddCheck<DatabaseCheck>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(3))
            .AddCheck<MigrationsCheck>("migrations", tags: [Ready], timeout: TimeSpan.FromSeconds(3));
        if (role is PortalRole.All or PortalRole.Worker)
        {
            checks.AddCheck<JobsCheck>("jobs", tags: [Ready], timeout: TimeSpan.FromSeconds(3));
        }

        return services;
    }
}
