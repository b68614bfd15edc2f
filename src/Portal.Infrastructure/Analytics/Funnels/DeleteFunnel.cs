using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>Takes a funnel out of a store's list; the events it counts stay.</summary>
public sealed class DeleteFunnel(PortalDb db)
{
    /// <returns>False when the store has no such funnel any more.</returns>
    public async Task<bool> RunAsync(Guid tenantId, Guid funnelId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        return await context.Funnels.Where(f => f.Id == funnelId).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
