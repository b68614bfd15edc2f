using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events;

/// <summary>
/// Notes on a site when its tracker was last seen and when its first event was kept; the installation page waits for both.
/// Notes are made beside the requests, which never wait for them.
/// </summary>
public sealed class TrackerSightings(PortalDb db, TimeProvider time) : ICommitListener
{
    private static readonly TimeSpan FetchResolution = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _fetched = new();
    private readonly ConcurrentDictionary<Guid, byte> _sitesWithEvents = new();

    /// <summary>Raised after a site's tracker was fetched or its first event kept, with the site's id.</summary>
    public event Action<Guid>? Changed;

    /// <summary>The site's tracker has asked for its settings; noted once a minute.</summary>
    public void Fetched(EventSource source)
    {
        var now = time.GetUtcNow();
        var isKnown = _fetched.TryGetValue(source.SiteId, out var last);
        if (isKnown ? now - last >= FetchResolution && _fetched.TryUpdate(source.SiteId, now, last) : _fetched.TryAdd(source.SiteId, now))
        {
            _ = RecordFetchAsync(source, now);
        }
    }

    void ICommitListener.OnCommitted(IReadOnlyList<IngestRequest> group)
    {
        foreach (var request in group)
        {
            if (_sitesWithEvents.TryAdd(request.Source.SiteId, 0))
            {
                _ = RecordFirstEventAsync(request.Source, request.ReceivedAt);
            }
        }
    }

    // When a note fails, the next event or fetch of the site tries again.
    private async Task RecordFetchAsync(EventSource source, DateTimeOffset now)
    {
        try
        {
            await using var portal = db.ForTenant(source.TenantId);
            await portal.Sites.Where(s => s.Id == source.SiteId).ExecuteUpdateAsync(s => s.SetProperty(x => x.TrackerFetchedAt, now));
            Changed?.Invoke(source.SiteId);
        }
        catch (Exception)
        {
            _fetched.TryRemove(source.SiteId, out _);
        }
    }

    private async Task RecordFirstEventAsync(EventSource source, DateTimeOffset receivedAt)
    {
        try
        {
            await using var portal = db.ForTenant(source.TenantId);
            await portal.Sites.Where(s => s.Id == source.SiteId && s.FirstEventAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.FirstEventAt, receivedAt));
            Changed?.Invoke(source.SiteId);
        }
        catch (Exception)
        {
            _sitesWithEvents.TryRemove(source.SiteId, out _);
        }
    }
}
