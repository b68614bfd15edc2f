using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Ends an API token at once.</summary>
public sealed class RevokeApiToken(PortalDb db, TimeProvider time)
{
    /// <returns>False when the store has no such token in force.</returns>
    public async Task<bool> RunAsync(Guid tenantId, Guid tokenId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        var now = time.GetUtcNow();
        return await context.ApiTokens.Where(t => t.Id == tokenId && t.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), cancellationToken) > 0;
    }
}
