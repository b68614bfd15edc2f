using System.Globalization;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Data;
using Portal.Jobs.Operations;
using Quartz;

namespace Portal.Jobs.Analytics;

/// <summary>Counts ahead what the pages of large stores ask for.</summary>
[DisallowConcurrentExecution]
public sealed class PrecomputeDailyResultsJob(PortalDatabase database, PrecomputeDailyResults keep, StoreRounds rounds) : IJob
{
    private static readonly TimeSpan StoreLimit = TimeSpan.FromMinutes(30);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var kept = 0;
        var stores = (await database.ListStoresAsync(cancellationToken)).Select(store => new StoreTurn(
            store.TenantId, async token => kept += await keep.RunAsync(store.TenantId, store.TimeZone, token) ? 1 : 0));
        var round = await rounds.RunAsync<PrecomputeDailyResultsJob>(stores, StoreLimit, cancellationToken, isHeavy: true);
        context.Result = string.Create(
            CultureInfo.InvariantCulture, $"{kept} large {(kept == 1 ? "store" : "stores")} counted ahead{round.Troubled}");
    }
}
