using System.Collections.Immutable;
using Portal.Domain.Text;

namespace Portal.Infrastructure.Events.Live;

/// <summary>A board with the people who watch it.</summary>
internal sealed class WatchedBoard(LiveBoard board, StoreClock clock)
{
    private readonly Lock _lock = new();
    private Task? _opening;
    private ImmutableList<Watcher> _watchers = [];
    private DateTimeOffset _lastPush;
    private DateTimeOffset _lastWatched = DateTimeOffset.MaxValue;

    public LiveBoard Board => board;

    /// <summary>True once the board has read the past.</summary>
    public bool IsOpen { get; private set; }

    public IDisposable Add(Action<LiveSnapshot> onSnapshot)
    {
        var watcher = new Watcher(this, onSnapshot);
        ImmutableInterlocked.Update(ref _watchers, list => list.Add(watcher));
        return watcher;
    }

    /// <summary>Reads the past once; an attempt that failed is made again by the next watcher.</summary>
    public Task OpenAsync(LiveHistory history, TimeProvider time, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _opening = ReadPastAsync(history, time);
            }

            return _opening.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Tells the watchers when something changed, and once a second anyway, since time moves the figures too.</summary>
    public void PushIfDue(DateTimeOffset now)
    {
        if (!IsOpen || _watchers.IsEmpty)
        {
            return;
        }

        _lastWatched = now;
        if (board.IsChanged || now - _lastPush >= TimeSpan.FromSeconds(1))
        {
            _lastPush = now;
            var snapshot = board.Take(now);
            _watchers.ForEach(w => w.OnSnapshot(snapshot));
        }
    }

    // Commits are applied from the moment the board exists, so nothing is lost between reading the past and the first push.
    private async Task ReadPastAsync(LiveHistory history, TimeProvider time)
    {
        board.Apply(await history.LoadAsync(board.TenantId, clock, time.GetUtcNow(), CancellationToken.None), time.GetUtcNow(), isPast: true);
        IsOpen = true;
    }

    public bool IsForgotten(DateTimeOffset now, TimeSpan linger) => _watchers.IsEmpty && _lastWatched != DateTimeOffset.MaxValue && now - _lastWatched > linger;

    private sealed class Watcher(WatchedBoard owner, Action<LiveSnapshot> onSnapshot) : IDisposable
    {
        public Action<LiveSnapshot> OnSnapshot { get; } = onSnapshot;

        public void Dispose() => ImmutableInterlocked.Update(ref owner._watchers, list => list.Remove(this));
    }
}
