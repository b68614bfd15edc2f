using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Sites;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Live;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events;

/// <summary>Notes on a site when its tracker was first seen and when its first event was kept; the installation page waits for both.</summary>
public sealed class TrackerSightings(PortalDb db, TimeProvider time) : ICommitListener
{
    private static readonly TimeSpan FetchResolution = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, byte> _sitesWithEvents = new();

    /// <summary>Raised after a site's tracker was fetched or its first event kept, with the site's id.</summary>
    public event Action<Guid>? Changed;

    /// <summary>The site's tracker has asked for its settings.</summary>
    public async Task FetchedAsync(Site site, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (site.TrackerFetchedAt is { } last && now - last < FetchResolution)
        {
            return;
        }

        await using var portal = db.ForTenant(site.TenantId);
        await portal.Sites.Where(s => s.Id == site.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.TrackerFetchedAt, now), cancellationToken);
        Changed?.Invoke(site.Id);
    }

    void ICommitListener.OnCommitted(IReadOnlyList<IngestRequest> group)
    {
        foreach (var request in group)
        {
            if (_sitesWithEvents.TryAdd(request.Source.SiteId, 0))
            {
                _ = NoteFirstEventAsync(request.Source, request.ReceivedAt);
            }
        }
    }

    // Off the writer's thread. When it fails, the next event of the site tries again.
    private async Task NoteFirstEventAsync(EventSource source, DateTimeOffset receivedAt)
    {
        try
        {
            await using var portal = db.ForTenant(source.TenantId);
            await portal.Sites.Where(s => s.Id == source.SiteId && s.FirstEventAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.FirstEventAt, receivedAt));
            Changed?.Invoke(source.SiteId);
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
        {
            _sitesWithEvents.TryRemove(source.SiteId, out _);
        }
    }
}
