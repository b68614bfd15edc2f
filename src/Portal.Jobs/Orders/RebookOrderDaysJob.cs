using System.Globalization;
using Portal.Infrastructure.Orders;
using Portal.Jobs.Operations;
using Quartz;

namespace Portal.Jobs.Orders;

/// <summary>Books the days of stores again that changed their time zone.</summary>
[DisallowConcurrentExecution]
public sealed class RebookOrderDaysJob(RebookOrderDays again, StoreRounds rounds) : IJob
{
    private static readonly TimeSpan StoreLimit = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var orders = 0;
        var stores = (await again.StoresAsync(cancellationToken)).Select(tenantId => new StoreTurn(
            tenantId, async token => orders += await again.RunAsync(tenantId, token)));
        var round = await rounds.RunAsync<RebookOrderDaysJob>(stores, StoreLimit, cancellationToken, isHeavy: true);
        context.Result = string.Create(CultureInfo.InvariantCulture, $"{orders} orders of {round.Done} stores{round.Troubled}");
    }
}
