using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Domain.Billing;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Billing;

/// <summary>Tells owners when their store reaches a share of its plan's quota.</summary>
[DisallowConcurrentExecution]
public sealed partial class WarnOfUsageJob(PortalDatabase database, WarnOfUsage warn, TimeProvider time, ILogger<WarnOfUsageJob> logger) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var stores = await StoresAsync(cancellationToken);
        var (mails, failed) = (0, 0);
        // When every store fails, the last failure is the job's.
        foreach (var (tenantId, plan, used) in stores)
        {
            try
            {
                mails += await warn.RunAsync(tenantId, plan, used, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && ++failed < stores.Count)
            {
                Log.StoreFailed(logger, tenantId, exception);
            }
        }

        context.Result = string.Create(CultureInfo.InvariantCulture, $"{mails} mails written, {failed} stores failed");
    }

    private async Task<List<(Guid TenantId, Plan Plan, long Used)>> StoresAsync(CancellationToken cancellationToken)
    {
        var stores = new List<(Guid, Plan, long)>();
        await using var command = database.App.CreateCommand("select tenant_id, plan, events from list_month_usage($1)");
        command.Parameters.Add(new() { Value = MonthlyQuota.MonthOf(time.GetUtcNow()) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stores.Add((reader.GetGuid(0), PlanCatalogue.Of(reader.GetString(1)), reader.GetInt64(2)));
        }

        return stores;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The owners of store {TenantId} could not be told of its usage")]
        public static partial void StoreFailed(ILogger logger, Guid tenantId, Exception exception);
    }
}
