using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Hosting.Process;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Operations.Background;
using Quartz;

namespace Portal.Features.Health;

/// <summary>Whether the node was not asked to stop.</summary>
internal sealed class AcceptingCheck(Draining draining) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(draining.HasBegun ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
}

/// <summary>Whether the event API takes requests.</summary>
internal sealed class IngestCheck(EventIngest ingest) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ingest.IsAccepting ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}

/// <summary>Whether the application's role gets an answer from the database.</summary>
internal sealed class DatabaseCheck(PortalDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.Lookup.CreateCommand("select 1"); // pages that use all of theirs up make no node unwell
        await command.ExecuteScalarAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>Whether the schema is the one this build expects.</summary>
internal sealed class MigrationsCheck(PortalDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await new Migrator(Migration.All).IsCurrentAsync(database.Owner, cancellationToken) ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy();
}

/// <summary>Whether this node's background services get on with their work. One that does not is no reason to send nobody here.</summary>
internal sealed class BackgroundCheck(ServiceStates services) : IHealthCheck
{
    // One failure is soon made up for; a few in a row are not.
    private const int Failures = 3;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(services.All.Any(service => service.FailuresInRow >= Failures)
            ? HealthCheckResult.Degraded()
            : HealthCheckResult.Healthy());
}

/// <summary>Whether the scheduler of jobs runs.</summary>
internal sealed class JobsCheck(ISchedulerFactory schedulers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return scheduler.Status == SchedulerStatus.Running ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}
