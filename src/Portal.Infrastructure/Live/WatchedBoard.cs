using System.Collections.Immutable;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Live;

/// <summary>
/// A store's board with the people who watch it. It learns of commits from this node's writer, from other nodes' notices
/// and, in case one of them was lost, from the ledger every few seconds; each commit counts once.
/// </summary>
internal sealed class WatchedBoard(LiveHistory history, BatchLog log, LiveComparisons comparisons, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CompareEvery = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _reading = new(1);
    private readonly Lock _lock = new();
    private readonly HashSet<long> _told = [];
    private CurrentStore _store = null!;
    private volatile LiveBoard? _board;
    private LedgerState _ledger = new([], 0, null, null);
    private LiveComparison _comparison = LiveComparison.None;
    private ImmutableList<Watcher> _watchers = [];
    private ImmutableList<EventTail> _tails = [];
    private DateTimeOffset _lookedAt;
    private DateTimeOffset _comparedAt;
    private DateTimeOffset _lastWatched = time.GetUtcNow();

    /// <summary>Adds somebody who is shown the figures.</summary>
    /// <param name="every">How often at most.</param>
    /// <param name="tail">What <see cref="Follow"/> is called with; it ends with the watcher.</param>
    public IDisposable Add(Action<LiveSnapshot> onSnapshot, TimeSpan every, EventTail? tail)
    {
        var watcher = new Watcher(this, onSnapshot, every, tail);
        ImmutableInterlocked.Update(ref _watchers, list => list.Add(watcher));
        return watcher;
    }

    /// <summary>Reads the past unless that was done; an attempt that failed is made again by the next watcher.</summary>
    public async Task OpenAsync(CurrentStore store, CancellationToken cancellationToken)
    {
        _store = store;
        if (IsAsTheStore)
        {
            return;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (!IsAsTheStore)
            {
                await ReadPastAsync(CancellationToken.None);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Gives a tail the events of the board, and of the one that replaces it when the past is read again.</summary>
    public void Follow(EventTail tail)
    {
        lock (_lock)
        {
            _tails = _tails.Add(tail);
            _board!.Add(tail);
        }
    }

    public LiveSnapshot Take() => _board!.Take(time.GetUtcNow(), _comparison);

    /// <summary>Takes in requests that this node has just committed.</summary>
    public void Apply(IReadOnlyList<IngestRequest> requests)
    {
        // Before the past is read there is nothing to add to; the ledger is looked into right after.
        _board?.Apply(requests.Select(r => r.BatchId).Distinct(), requests.SelectMany(RowsOf), time.GetUtcNow());
    }

    /// <summary>Notes commits whose rows are only in the table; <see cref="ReadToldAsync"/> gets them.</summary>
    public void Notify(IEnumerable<long> batches)
    {
        lock (_lock)
        {
            _told.UnionWith(batches);
        }
    }

    /// <summary>Reads the commits that were told of.</summary>
    public async Task ReadToldAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_board is { } board)
            {
                await ReadAsync(board, Told(), cancellationToken);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>True when the ledger should be looked into or the comparison be brought up to date.</summary>
    public bool IsDue(DateTimeOffset now) =>
        _board is { } board && _reading.CurrentCount > 0
        && (now - _lookedAt >= LookEvery || now - _comparedAt >= CompareEvery || board.DayOf(now).Date != _comparison.Day);

    /// <summary>Looks into the ledger for what nobody told of, and brings the comparison up to date.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_board is { } board)
            {
                await CatchUpAsync(board, cancellationToken);
                await CompareAsync(time.GetUtcNow(), cancellationToken);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Shows the figures to those who have not seen what changed, and once a second anyway, since time moves them too.</summary>
    /// <exception cref="AggregateException">Somebody could not be shown them for the first time; everyone else was.</exception>
    public void Push(DateTimeOffset now)
    {
        if (_board is not { } board || _watchers.IsEmpty)
        {
            return;
        }

        _lastWatched = now;
        LiveSnapshot? snapshot = null;
        var version = board.Version;
        List<Exception>? failures = null;
        foreach (var watcher in _watchers)
        {
            if (watcher.IsDue(now, version) && watcher.Show(snapshot ??= board.Take(now, _comparison), version) is { } failure)
            {
                (failures ??= []).Add(failure);
            }
        }

        if (failures is not null)
        {
            throw new AggregateException(failures);
        }
    }

    public bool IsForgotten(DateTimeOffset now, TimeSpan linger) => _watchers.IsEmpty && now - _lastWatched > linger;

    public void Dispose() => _reading.Dispose();

    private bool IsAsTheStore => _board is { } board && board.Currency == _store.Currency && board.TimeZone == _store.TimeZone;

    private async Task ReadPastAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        (var board, _ledger) = await history.OpenAsync(_store.TenantId, _store.Currency, _store.TimeZone, now, cancellationToken);
        _lookedAt = now;
        lock (_lock)
        {
            _board = board;
            _tails.ForEach(board.Add);
        }

        await CatchUpAsync(board, cancellationToken);
        await CompareAsync(now, cancellationToken);
    }

    private async Task CatchUpAsync(LiveBoard board, CancellationToken cancellationToken)
    {
        var (now, from) = (time.GetUtcNow(), BatchIds.First(_lookedAt - LiveHistory.Late));
        var ledger = await log.ReadAsync(_store.TenantId, from, cancellationToken);
        if (ledger.IsAnotherPast(_ledger) || board.DayOf(now).Date != board.DayOf(_lookedAt).Date)
        {
            await ReadPastAsync(cancellationToken);
            return;
        }

        await ReadAsync(board, board.Missing(ledger.Batches, from), cancellationToken);
        (_ledger, _lookedAt) = (ledger, now);
    }

    private async Task CompareAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - _comparedAt >= CompareEvery || _board!.DayOf(now).Date != _comparison.Day)
        {
            _comparison = await comparisons.UpdateAsync(_board!, _comparison, now, cancellationToken);
            _comparedAt = now;
        }
    }

    private Task ReadAsync(LiveBoard board, List<long> batches, CancellationToken cancellationToken) =>
        batches.Count == 0
            ? Task.CompletedTask
            : log.ReadAsync(_store.TenantId, batches, (ids, rows) => board.Apply(ids, [rows], time.GetUtcNow()), cancellationToken);

    private void Leave(EventTail tail)
    {
        lock (_lock)
        {
            _tails = _tails.Remove(tail);
            _board?.Remove(tail);
        }
    }

    private List<long> Told()
    {
        lock (_lock)
        {
            var told = _board!.Missing(_told, horizon: 0);
            _told.Clear();
            return told;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> RowsOf(IngestRequest request) =>
        request.IsWhole ? [request.Rows.Bytes] : request.Events.Select(e => request.Rows.Bytes.Slice(e.Start, e.Length));

    private sealed class Watcher(WatchedBoard owner, Action<LiveSnapshot> onSnapshot, TimeSpan every, EventTail? tail) : IDisposable
    {
        private static readonly TimeSpan Always = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(50); // a tick may come a little before its time

        private DateTimeOffset _shownAt;
        private long _version = -1;
        private bool _hasFailed;

        public bool IsDue(DateTimeOffset now, long version) =>
            now - _shownAt >= (version == _version && every < Always ? Always : every) - Early;

        /// <returns>Why it could not be shown, the first time that it could not; null otherwise.</returns>
        public Exception? Show(LiveSnapshot snapshot, long version)
        {
            (_shownAt, _version) = (snapshot.AsOf, version);
            try
            {
                onSnapshot(snapshot);
                return null;
            }
            catch (Exception exception)
            {
                (var isKnown, _hasFailed) = (_hasFailed, true);
                return isKnown ? null : exception;
            }
        }

        public void Dispose()
        {
            ImmutableInterlocked.Update(ref owner._watchers, list => list.Remove(this));
            if (tail is not null)
            {
                owner.Leave(tail);
            }
        }
    }
}
