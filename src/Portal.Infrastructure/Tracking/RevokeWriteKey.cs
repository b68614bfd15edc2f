using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tracking;

/// <summary>Ends a write key at once.</summary>
public sealed class RevokeWriteKey(PortalDb db, TimeProvider time)
{
    /// <returns>False when the store has no such key in force.</returns>
    public async Task<bool> RunAsync(Guid tenantId, Guid keyId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        var now = time.GetUtcNow();
        return await context.WriteKeys.Where(k => k.Id == keyId && k.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, now), cancellationToken) > 0;
    }
}
