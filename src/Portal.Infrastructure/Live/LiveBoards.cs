using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Live;

/// <summary>
/// The live figures of every store that somebody watches. A board is opened by the first watcher, fed by each commit,
/// pushed to its watchers at most four times a second, and let go a while after the last watcher left.
/// </summary>
public sealed partial class LiveBoards : SupervisedService, ICommitListener
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Linger = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, WatchedBoard> _boards = new();
    private readonly Func<WatchedBoard> _open;
    private readonly ILogger<LiveBoards> _logger;

    internal LiveBoards(LiveHistory history, BatchLog log, LiveComparisons comparisons, Supervision supervision, ILogger<LiveBoards> logger)
        : base(supervision)
    {
        _open = () => new(history, log, comparisons, supervision.Time);
        _logger = logger;
    }

    /// <summary>Watches a store.</summary>
    /// <param name="onSnapshot">Called with each new snapshot; must be quick, since others wait. The first comes before this
    /// returns.</param>
    /// <param name="every">How often at most; four times a second when null.</param>
    /// <param name="tail">Gets every new event that it lets pass; a snapshot has the last ones only.</param>
    /// <returns>Dispose it to stop watching.</returns>
    public async Task<IDisposable> WatchAsync(
        CurrentStore store, Action<LiveSnapshot> onSnapshot, CancellationToken cancellationToken, TimeSpan? every = null,
        EventTail? tail = null)
    {
        var watched = _boards.GetOrAdd(store.TenantId, _ => _open());
        var watcher = watched.Add(onSnapshot, every ?? Tick, tail);
        if (_boards.GetOrAdd(store.TenantId, watched) != watched)
        {
            // It was let go at that moment, and somebody else opened another.
            watcher.Dispose();
            return await WatchAsync(store, onSnapshot, cancellationToken, every, tail);
        }

        try
        {
            await watched.OpenAsync(store, cancellationToken);
            if (tail is not null)
            {
                watched.Follow(tail);
            }

            onSnapshot(watched.Take());
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }

    /// <summary>Hears of commits of another node.</summary>
    internal void Notify(Guid tenantId, IEnumerable<long> batches, CancellationToken cancellationToken)
    {
        if (_boards.TryGetValue(tenantId, out var watched))
        {
            watched.Notify(batches);
            _ = SafelyAsync(tenantId, watched.ReadToldAsync, cancellationToken);
        }
    }

    /// <summary>Looks into the ledger for every watched store.</summary>
    internal Task LookAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_boards.Select(board => SafelyAsync(board.Key, board.Value.LookAsync, cancellationToken)));

    void ICommitListener.OnCommitted(IReadOnlyList<IngestRequest> group)
    {
        if (_boards.IsEmpty)
        {
            return;
        }

        foreach (var requests in group.Where(r => !r.IsHeld).GroupBy(r => r.Source.TenantId))
        {
            if (_boards.TryGetValue(requests.Key, out var watched))
            {
                watched.Apply([.. requests.Where(r => r.Duplicates == 0)]);

                // Which rows of the others were new is not known here; the table has them under their batch.
                if (requests.Where(r => r.Duplicates > 0 && r.Duplicates < r.Events.Count).Select(r => r.BatchId)
                    .ToList() is { Count: > 0 } partly)
                {
                    Notify(requests.Key, partly, CancellationToken.None);
                }
            }
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var watched in _boards.Values)
        {
            watched.Dispose();
        }

        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = Time.GetUtcNow();
            foreach (var (tenantId, watched) in _boards)
            {
                Advance(tenantId, watched, now, stoppingToken);
            }

            State.RecordPass();
        }
    }

    // A board that cannot be shown, or somebody who cannot be shown it, holds no other board up.
    private void Advance(Guid tenantId, WatchedBoard watched, DateTimeOffset now, CancellationToken stoppingToken)
    {
        try
        {
            if (watched.IsForgotten(now, Linger))
            {
                Forget(tenantId, watched, now);
                return;
            }

            watched.Push(now);
            if (watched.IsDue(now))
            {
                _ = SafelyAsync(tenantId, watched.LookAsync, stoppingToken);
            }
        }
        catch (Exception exception)
        {
            Log.NotShown(_logger, tenantId, exception);
        }
    }

    private void Forget(Guid tenantId, WatchedBoard watched, DateTimeOffset now)
    {
        _boards.TryRemove(new(tenantId, watched));
        if (!watched.IsForgotten(now, Linger))
        {
            // Somebody came at that moment. What was committed meanwhile is in the ledger.
            _boards.TryAdd(tenantId, watched);
        }
    }

    private async Task SafelyAsync(Guid tenantId, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What was missed is found by the next look into the ledger.
            Log.CatchUpFailed(_logger, tenantId, exception);
        }
        catch (Exception)
        {
            // the portal stops
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The live figures of tenant {TenantId} could not be brought up to date")]
        public static partial void CatchUpFailed(ILogger logger, Guid tenantId, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The live figures of tenant {TenantId} could not be shown to everyone who watches them")]
        public static partial void NotShown(ILogger logger, Guid tenantId, Exception exception);
    }
}
