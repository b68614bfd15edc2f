using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Domain.Billing;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Events.Limits;

/// <summary>
/// Where each store that sends stands in its month, from memory: read when its first request comes, advanced by this node's
/// commits, and every few seconds by those of the others. So a quota may be passed by what arrives in such a time.
/// </summary>
internal sealed partial class UsageMeter(UsageTable table, Supervision supervision, ILogger<UsageMeter> logger)
    : SupervisedService(supervision), ICommitListener
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, StoreUsage> _stores = new();

    /// <summary>Where a store stands now.</summary>
    /// <exception cref="NpgsqlException">It is not in memory and the database does not answer in time.</exception>
    public async ValueTask<QuotaStanding> StandingAsync(EventSource source, CancellationToken cancellationToken)
    {
        var (now, plan) = (Time.GetUtcNow(), PlanCatalogue.Of(source.Plan));
        if (plan.MonthlyEvents is null)
        {
            return MonthlyQuota.Of(plan, 0, null, now);
        }

        if (!_stores.TryGetValue(source.TenantId, out var store) || store.Month != MonthlyQuota.MonthOf(now)
            || !ReferenceEquals(store.Plan, plan))
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
        var now = Time.GetUtcNow();
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
                await RecordCrossingAsync(store, crossedAt, cancellationToken);
            }
        }
    }

    // Meanwhile this node goes by its own count.
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RefreshAsync(stoppingToken);
            State.RecordPass();
        }
    }

    // A store whose crossing the database does not take keeps those of others from nothing.
    private async Task RecordCrossingAsync(StoreUsage store, DateTimeOffset crossedAt, CancellationToken cancellationToken)
    {
        try
        {
            await table.RecordCrossingAsync(store, crossedAt, cancellationToken);
        }
        catch (PostgresException exception) when (!exception.IsTransient)
        {
            Log.NotNoted(logger, store.TenantId, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "That store {TenantId} crossed its quota could not be written down; tried again soon")]
        public static partial void NotNoted(ILogger logger, Guid tenantId, Exception exception);
    }
}
