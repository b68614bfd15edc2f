using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tracking;

/// <summary>Reads of a store's sites and their write keys.</summary>
public sealed class SiteQueries(PortalDb db, TimeProvider time)
{
    /// <summary>Sites in use, oldest first.</summary>
    public async Task<IReadOnlyList<SiteListing>> ListAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        var now = time.GetUtcNow();
        var sites = await context.Sites.AsNoTracking().Where(s => s.ArchivedAt == null).OrderBy(s => s.CreatedAt)
            .ToListAsync(cancellationToken);
        var keys = await context.WriteKeys.AsNoTracking()
            .Where(k => k.RevokedAt == null && (k.ValidUntil == null || k.ValidUntil > now))
            .OrderByDescending(k => k.CreatedAt).ToListAsync(cancellationToken);
        return [.. sites.Select(site => new SiteListing(site, [.. keys.Where(key => key.SiteId == site.Id)]))];
    }

    /// <summary>One site in use; null when the store has none by that id.</summary>
    public async Task<SiteListing?> FindAsync(Guid tenantId, Guid siteId, CancellationToken cancellationToken = default) =>
        (await ListAsync(tenantId, cancellationToken)).FirstOrDefault(listing => listing.Site.Id == siteId);
}

/// <summary>A site with the keys that still write, latest first.</summary>
public sealed record SiteListing(Site Site, IReadOnlyList<WriteKey> Keys)
{
    /// <summary>The key that the snippet shows; null when all are ended.</summary>
    public WriteKey? CurrentKey => Keys.FirstOrDefault(key => key.ValidUntil is null);
}
