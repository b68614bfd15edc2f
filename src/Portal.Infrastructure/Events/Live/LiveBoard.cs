using Portal.Domain.Events;
using Portal.Domain.Text;

namespace Portal.Infrastructure.Events.Live;

/// <summary>One store's live figures, kept in memory from committed events. Safe to use from several threads.</summary>
internal sealed class LiveBoard(Guid tenantId, string currency, StoreClock clock)
{
    private const int RecentEvents = 50;
    private const int Minutes = 30;
    private const int Seconds = 60;

    private static readonly TimeSpan ActiveFor = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset At, string? Path)> _visitors = [];
    private readonly SortedDictionary<long, HashSet<string>> _minutes = [];
    private readonly SortedDictionary<long, int> _seconds = [];
    private readonly Dictionary<string, decimal> _orders = [];
    private readonly LinkedList<LiveEvent> _recent = new();
    private readonly RecentIds _seen = new();
    private DateOnly _day;
    private DateTimeOffset _swept;
    private TimeSpan _lag;

    public Guid TenantId { get; } = tenantId;

    /// <summary>True when something changed since the last snapshot.</summary>
    public bool IsChanged { get; private set; } = true;

    /// <summary>When the newest event known here was received.</summary>
    public DateTimeOffset Newest { get; private set; }

    /// <summary>Takes committed events; those seen before are left out.</summary>
    /// <param name="isPast">True for what was committed before the board was opened, which says nothing of the lag.</param>
    public void Apply(IEnumerable<LiveEvent> events, DateTimeOffset now, bool isPast = false)
    {
        lock (_lock)
        {
            Roll(now);
            foreach (var item in events)
            {
                if (_seen.TryAdd(item.MessageId, item.ReceivedAt))
                {
                    Add(item, now);
                    _lag = isPast ? _lag : now - item.ReceivedAt;
                }
            }
        }
    }

    /// <summary>The figures as of now.</summary>
    public LiveSnapshot Take(DateTimeOffset now)
    {
        lock (_lock)
        {
            Roll(now);
            IsChanged = false;
            var minute = Minute(now);
            var second = now.ToUnixTimeSeconds();
            var active = _visitors.Values.Where(v => now - v.At < ActiveFor).ToList();
            return new(
                now,
                _lag,
                active.Count,
                [.. Enumerable.Range(1 - Minutes, Minutes).Select(m => _minutes.TryGetValue(minute + m, out var set) ? set.Count : 0)],
                [.. Enumerable.Range(-Seconds, Seconds).Select(s => _seconds.GetValueOrDefault(second + s))],
                _orders.Values.Sum(),
                _orders.Count,
                [.. active.Where(v => v.Path is not null).GroupBy(v => v.Path!).Select(g => new LivePageCount(g.Key, g.Count()))
                    .OrderByDescending(p => p.Visitors).ThenBy(p => p.Path, StringComparer.Ordinal).Take(6)],
                [.. _recent]);
        }
    }

    private void Add(LiveEvent item, DateTimeOffset now)
    {
        IsChanged = true;
        Newest = item.ReceivedAt > Newest ? item.ReceivedAt : Newest;
        var second = item.ReceivedAt.ToUnixTimeSeconds();
        _seconds[second] = _seconds.GetValueOrDefault(second) + 1;
        if (now - item.OccurredAt < TimeSpan.FromMinutes(Minutes))
        {
            AddVisit(item, item.OccurredAt < now ? item.OccurredAt : now);
        }

        if (item is { Name: EventName.OrderCompleted, OrderId: { } order } && clock.Day(item.OccurredAt) == _day && IsOurCurrency(item.Currency))
        {
            _orders.TryAdd(order, item.Revenue ?? 0);
        }

        var after = _recent.First;
        while (after is not null && after.Value.ReceivedAt > item.ReceivedAt)
        {
            after = after.Next;
        }

        _ = after is null ? _recent.AddLast(item) : _recent.AddBefore(after, item);
        if (_recent.Count > RecentEvents)
        {
            _recent.RemoveLast();
        }
    }

    // A message that was kept back tells of an earlier visit, however late it arrives.
    private void AddVisit(LiveEvent item, DateTimeOffset at)
    {
        var known = _visitors.GetValueOrDefault(item.VisitorId);
        if (at >= known.At)
        {
            _visitors[item.VisitorId] = (at, item.Path ?? known.Path);
        }

        var minute = Minute(at);
        if (!_minutes.TryGetValue(minute, out var visitors))
        {
            _minutes[minute] = visitors = [];
        }

        visitors.Add(item.VisitorId);
    }

    // Lets go of what no figure looks at any more, and starts a new day at the store's midnight.
    private void Roll(DateTimeOffset now)
    {
        var today = clock.Day(now);
        if (today != _day)
        {
            _day = today;
            _orders.Clear();
        }

        // Once a second is enough, and a burst of commits does not walk through every visitor each time.
        if (now - _swept >= TimeSpan.FromSeconds(1))
        {
            _swept = now;
            Sweep(now);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        _seen.Forget(now - TimeSpan.FromMinutes(2));
        DropBefore(_minutes, Minute(now) - Minutes);
        DropBefore(_seconds, now.ToUnixTimeSeconds() - Seconds - 1);
        foreach (var gone in _visitors.Where(v => now - v.Value.At >= ActiveFor).Select(v => v.Key).ToList())
        {
            _visitors.Remove(gone);
        }
    }

    private bool IsOurCurrency(string? sent) => sent is null || string.Equals(sent, currency, StringComparison.OrdinalIgnoreCase);

    private static long Minute(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / 60;

    private static void DropBefore<T>(SortedDictionary<long, T> series, long first)
    {
        while (series.Count > 0 && series.First().Key is var oldest && oldest < first)
        {
            series.Remove(oldest);
        }
    }
}
