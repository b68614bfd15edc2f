using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Orders;

namespace Portal.Features.Shared.Access;

/// <summary>
/// Everything that moves an open page by itself comes through here, and ends by itself the moment that the person's right to the
/// store is lost or becomes another: no page has to think of it. Without the right nothing is fed at all.
/// </summary>
public sealed class StoreFeeds : IDisposable
{
    private readonly CurrentAccess _access;
    private readonly LiveBoards _boards;
    private readonly OrderWatch _orders;
    private readonly TrackerSightings _sightings;
    private readonly TimeProvider _time;
    private readonly HashSet<StoreFeed> _feeds = [];
    private readonly Lock _lock = new();

    public StoreFeeds(CurrentAccess access, LiveBoards boards, OrderWatch orders, TrackerSightings sightings, TimeProvider time)
    {
        (_access, _boards, _orders, _sightings, _time) = (access, boards, orders, sightings, time);
        _access.Changed += EndLost;
    }

    /// <summary>The live figures, as <see cref="LiveBoards.WatchAsync"/> pushes them.</summary>
    public async Task<IDisposable> WatchAsync(
        CurrentStore store, Action<LiveSnapshot> onSnapshot, CancellationToken cancellationToken, TimeSpan? every = null,
        EventTail? tail = null)
    {
        var feed = Open(store.TenantId);
        if (feed.IsOpen)
            feed.Hold(await _boards.WatchAsync(store, snapshot => feed.Pass(() => onSnapshot(snapshot)), cancellationToken, every, tail));
        return feed;
    }

    /// <summary>Told of each write of the store's orders or stock.</summary>
    public IDisposable WatchOrders(Guid tenantId, Action onWritten)
    {
        var feed = Open(tenantId);
        if (feed.IsOpen)
            feed.Hold(_orders.Watch(tenantId, () => feed.Pass(onWritten)));
        return feed;
    }

    /// <summary>Told when a site's tracker was fetched or its first event came.</summary>
    public IDisposable WatchSite(Guid tenantId, Guid site, Action onSeen)
    {
        var feed = Open(tenantId);
        if (!feed.IsOpen)
            return feed;

        _sightings.Changed += Hear;
        feed.Hold(new Ending(() => _sightings.Changed -= Hear));
        return feed;

        void Hear(Guid seen)
        {
            if (seen == site)
                feed.Pass(onSeen);
        }
    }

    /// <summary>Does something again and again until it is disposed.</summary>
    /// <param name="work">Waited for; what it throws ends the repetition.</param>
    public IDisposable Repeat(Guid tenantId, TimeSpan every, Func<Task> work)
    {
        var feed = Open(tenantId);
        if (feed.IsOpen)
        {
            var timer = new PeriodicTimer(every, _time);
            feed.Hold(timer);
            _ = RepeatAsync(feed, timer, work);
        }

        return feed;
    }

    /// <summary>Waits before a page asks again.</summary>
    /// <returns>False when it may not any more.</returns>
    public async Task<bool> WaitAsync(Guid tenantId, TimeSpan pause, CancellationToken cancellationToken)
    {
        using var feed = Open(tenantId);
        if (!feed.IsOpen)
            return false;
        await Task.Delay(pause, _time, cancellationToken);
        return feed.IsOpen;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _access.Changed -= EndLost;
        End(_ => true);
    }

    private static async Task RepeatAsync(StoreFeed feed, PeriodicTimer timer, Func<Task> work)
    {
        while (await timer.WaitForNextTickAsync() && feed.IsOpen)
            await work();
    }

    private StoreFeed Open(Guid tenantId)
    {
        var role = _access.Person?.Stores.FirstOrDefault(store => store.TenantId == tenantId)?.Role;
        var feed = new StoreFeed(_access, tenantId, role, Leave);
        lock (_lock)
            _feeds.Add(feed);
        return feed;
    }

    private void Leave(StoreFeed feed)
    {
        lock (_lock)
            _feeds.Remove(feed);
    }

    private void EndLost() => End(feed => !feed.IsOpen);

    private void End(Predicate<StoreFeed> chosen)
    {
        StoreFeed[] ending;
        lock (_lock)
            ending = [.. _feeds.Where(feed => chosen(feed))];
        foreach (var feed in ending)
            feed.Dispose();
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
