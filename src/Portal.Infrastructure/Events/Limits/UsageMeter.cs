using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Domain.Billing;
using Portal.Infrastructure.Events.Live;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events.Limits;

/// <summary>
/// Where each store that sends stands in its month, from memory: read when its first request comes, advanced by this node's
/// commits, and every few seconds by those of the others. So a quota may be passed by what arrives in such a time.
/// </summary>
internal sealed partial class UsageMeter(UsageTable table, TimeProvider time, ILogger<UsageMeter> logger) : BackgroundService, ICommitListener
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, StoreUsage> _stores = new();

    /// <summary>Where a store stands now.</summary>
    /// <exception cref="NpgsqlException">It is not in memory and the database does not answer in time.</exception>
    public async ValueTask<QuotaStanding> StandingAsync(EventSource source, CancellationToken cancellationToken)
    {
        var (now, plan) = (time.GetUtcNow(), PlanCatalogue.Of(source.Plan));
        if (plan.MonthlyEvents is null)
        {
            return MonthlyQuota.Of(plan, 0, null, now);
        }

        if (!_stores.TryGetValue(source.TenantId, out var store) || store.Month != MonthlyQuota.MonthOf(now) || !ReferenceEquals(store.Plan, plan))
        {
            store = new(source.TenantId, MonthlyQuota.MonthOf(now), plan);
            await table.RefreshAsync([store], cancellationToken);
            _stores[source.TenantId] = store;
        }

        return store.Ask(now);
    }

    public void OnCommitted(IReadOnlyList<IngestRequest> group)
    {
        foreach (var request in group)
        {
            if (_stores.TryGetValue(request.Source.TenantId, out var store))
            {
                store.Add(request.Events.Count - request.Duplicates);
            }
        }
    }

    /// <summary>Hears what other nodes have added, writes crossed quotas down, and forgets stores that have gone quiet.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var quiet in _stores.Where(entry => now - entry.Value.AskedAt > Quiet))
        {
            _stores.TryRemove(quiet);
        }

        foreach (var month in _stores.Values.GroupBy(store => store.Month))
        {
            await table.RefreshAsync([.. month], cancellationToken);
        }

        foreach (var store in _stores.Values)
        {
            if (store.UnwrittenCrossing is { } crossedAt)
            {
                await table.NoteCrossingAsync(store, crossedAt, cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await RefreshAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
                {
                    Log.NotRefreshed(logger, exception.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the portal stops
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The usage of stores could not be read; this node goes by its own count: {Reason}")]
        public static partial void NotRefreshed(ILogger logger, string reason);
    }
}
