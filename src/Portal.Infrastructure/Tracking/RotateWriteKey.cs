using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tracking;

/// <summary>Gives a site a new write key; the earlier ones go on for a grace time, so that no page loses events meanwhile.</summary>
public sealed class RotateWriteKey(PortalDb db, TimeProvider time)
{
    /// <summary>How long an earlier key goes on when nothing else is said.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <returns>The new key; null when the store has no such site in use.</returns>
    public async Task<WriteKey?> RunAsync(Guid tenantId, Guid siteId, TimeSpan? grace = null, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        if (!await context.Sites.AnyAsync(s => s.Id == siteId && s.ArchivedAt == null, cancellationToken))
            return null;

        var now = time.GetUtcNow();
        var earlier = await context.WriteKeys.Where(k => k.SiteId == siteId && k.ValidUntil == null && k.RevokedAt == null)
            .ToListAsync(cancellationToken);
        foreach (var key in earlier)
            key.ValidUntil = now + (grace ?? Grace);
        var next = new WriteKey
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            SiteId = siteId,
            Key = WriteKey.NewKey(),
            CreatedAt = now
        };
        context.Add(next);
        await context.SaveChangesAsync(cancellationToken);
        return next;
    }
}
