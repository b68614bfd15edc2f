using Microsoft.EntityFrameworkCore;
using Portal.Domain.Analytics.Funnels;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>The funnels that a store keeps.</summary>
public sealed class SavedFunnelQueries(PortalDb db)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<SavedFunnel>> ListAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        var funnels = await context.Funnels.AsNoTracking().ToListAsync(cancellationToken);
        return [.. funnels.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>One of them; null when the store has none by that id.</summary>
    public async Task<SavedFunnel?> FindAsync(Guid tenantId, Guid funnelId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        return await context.Funnels.AsNoTracking().SingleOrDefaultAsync(f => f.Id == funnelId, cancellationToken);
    }
}
