using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Domain.Tenancy;
using Portal.Domain.Text;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events.Live;

/// <summary>
/// The live figures of every store that somebody watches. A board is opened by the first watcher, fed by each commit,
/// pushed to its watchers at most four times a second, and let go a while after the last watcher left.
/// </summary>
public sealed partial class LiveBoards : BackgroundService, ICommitListener
{
    private static readonly TimeSpan Push = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Linger = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, WatchedBoard> _boards = new();
    private readonly LiveHistory _history;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveBoards> _logger;

    internal LiveBoards(LiveHistory history, TimeProvider time, ILogger<LiveBoards> logger)
    {
        _history = history;
        _time = time;
        _logger = logger;
    }

    /// <summary>Watches a store.</summary>
    /// <param name="onSnapshot">Called with each new snapshot, on a thread of the pool; the first comes before this returns.</param>
    /// <returns>Dispose it to stop watching.</returns>
    public async Task<IDisposable> WatchAsync(CurrentStore store, Action<LiveSnapshot> onSnapshot, CancellationToken cancellationToken)
    {
        var watched = _boards.GetOrAdd(store.TenantId, _ => new(new LiveBoard(store.TenantId, store.Currency, StoreClock.For(store.TimeZone)), StoreClock.For(store.TimeZone)));
        var watcher = watched.Add(onSnapshot);
        try
        {
            await watched.OpenAsync(_history, _time, cancellationToken);
            onSnapshot(watched.Board.Take(_time.GetUtcNow()));
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }

    /// <summary>Looks into the database for what other nodes have committed for a store, if anybody watches it here.</summary>
    internal async Task CatchUpAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        if (_boards.TryGetValue(tenantId, out var watched) && watched.IsOpen)
        {
            // A little further back than the newest: what arrived earlier may have been committed later.
            var now = _time.GetUtcNow();
            var since = watched.Board.Newest > now - TimeSpan.FromMinutes(1) ? watched.Board.Newest - Overlap : now - TimeSpan.FromMinutes(1);
            watched.Board.Apply(await _history.SinceAsync(tenantId, since, cancellationToken), _time.GetUtcNow());
        }
    }

    /// <summary>Does so for every store that is watched here, after a time in which other nodes could not be heard.</summary>
    internal async Task CatchUpAllAsync(CancellationToken cancellationToken)
    {
        foreach (var tenantId in _boards.Keys)
        {
            await CatchUpAsync(tenantId, cancellationToken);
        }
    }

    void ICommitListener.OnCommitted(IReadOnlyList<IngestRequest> group)
    {
        foreach (var request in group)
        {
            if (request.IsHeld || !_boards.TryGetValue(request.Source.TenantId, out var watched))
            {
                continue;
            }

            if (request.Duplicates == 0)
            {
                watched.Board.Apply(request.Events.Select(e => LiveEventReader.Read(request.Rows.Slice(e.Start, e.Length))).ToList(), _time.GetUtcNow());
            }
            else if (request.Duplicates < request.Events.Count)
            {
                // Which rows were new is not known here; the database is asked.
                _ = CatchUpSafelyAsync(request.Source.TenantId);
            }
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Push, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = _time.GetUtcNow();
            foreach (var (tenantId, watched) in _boards)
            {
                if (watched.IsForgotten(now, Linger))
                {
                    _boards.TryRemove(new(tenantId, watched));
                }
                else
                {
                    watched.PushIfDue(now);
                }
            }
        }
    }

    private async Task CatchUpSafelyAsync(Guid tenantId)
    {
        try
        {
            await CatchUpAsync(tenantId, CancellationToken.None);
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException)
        {
            Log.CatchUpFailed(_logger, tenantId, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The live figures of tenant {TenantId} could not be brought up to date")]
        public static partial void CatchUpFailed(ILogger logger, Guid tenantId, Exception exception);
    }
}
