using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Domain.Billing;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Billing;

/// <summary>Releases held events of stores that are within their quota again.</summary>
[DisallowConcurrentExecution]
public sealed partial class ReleaseHeldEventsJob(PortalDatabase database, ReleaseHeldEvents release, ILogger<ReleaseHeldEventsJob> logger) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var stores = await StoresAsync(cancellationToken);
        var (events, failed) = (0L, 0);
        // When every store fails, the last failure is the job's.
        foreach (var (tenantId, plan) in stores)
        {
            try
            {
                events += await release.RunAsync(tenantId, plan, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && ++failed < stores.Count)
            {
                Log.StoreFailed(logger, tenantId, exception);
            }
        }

        context.Result = string.Create(CultureInfo.InvariantCulture, $"{events} events released, {failed} stores failed");
    }

    private async Task<List<(Guid TenantId, Plan Plan)>> StoresAsync(CancellationToken cancellationToken)
    {
        var stores = new List<(Guid, Plan)>();
        await using var command = database.App.CreateCommand("select tenant_id, plan from list_held_stores()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stores.Add((reader.GetGuid(0), PlanCatalogue.Of(reader.GetString(1))));
        }

        return stores;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The held events of store {TenantId} could not be released")]
        public static partial void StoreFailed(ILogger logger, Guid tenantId, Exception exception);
    }
}
