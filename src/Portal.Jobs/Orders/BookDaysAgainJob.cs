using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Orders;
using Quartz;

namespace Portal.Jobs.Orders;

/// <summary>Books the days of stores again that changed their time zone. A store that fails is tried again in the next run and stops nobody else.</summary>
[DisallowConcurrentExecution]
public sealed partial class BookDaysAgainJob(BookDaysAgain again, ILogger<BookDaysAgainJob> logger) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (stores, orders) = (0, 0);
        foreach (var tenantId in await again.StoresAsync(cancellationToken))
        {
            try
            {
                orders += await again.RunAsync(tenantId, cancellationToken);
                stores++;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, tenantId, exception);
            }
        }

        context.Result = string.Create(CultureInfo.InvariantCulture, $"{orders} orders of {stores} stores");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The days of store {TenantId} could not be booked again; tried again in the next run")]
        public static partial void Failed(ILogger logger, Guid tenantId, Exception exception);
    }
}
