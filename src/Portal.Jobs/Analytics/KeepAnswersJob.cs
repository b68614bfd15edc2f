using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Analytics;

/// <summary>Counts ahead what the pages of large stores ask for. A store that fails is tried again in the next run and stops nobody else.</summary>
[DisallowConcurrentExecution]
public sealed partial class KeepAnswersJob(PortalDatabase database, KeepAnswers keep, ILogger<KeepAnswersJob> logger) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (kept, failed) = (0, 0);
        foreach (var (tenantId, timeZone) in await database.ListStoresAsync(cancellationToken))
        {
            try
            {
                kept += await keep.RunAsync(tenantId, timeZone, cancellationToken) ? 1 : 0;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failed++;
                Log.Failed(logger, tenantId, exception);
            }
        }

        context.Result = string.Create(CultureInfo.InvariantCulture, $"{kept} large {(kept == 1 ? "store" : "stores")} counted ahead{(failed == 0 ? "" : $", {failed} stores failed")}");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The answers of store {TenantId} could not be counted ahead; tried again in the next run")]
        public static partial void Failed(ILogger logger, Guid tenantId, Exception exception);
    }
}
