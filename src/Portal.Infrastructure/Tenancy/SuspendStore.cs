using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Closes a store to its members, keys and tokens, or opens it again. Nothing is deleted.</summary>
public sealed class SuspendStore(PortalDb db, TimeProvider time)
{
    /// <param name="suspended">False opens the store again.</param>
    /// <returns>False when there is no such store, or nothing changed.</returns>
    public async Task<bool> RunAsync(Guid tenantId, bool suspended, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        DateTimeOffset? since = suspended ? time.GetUtcNow() : null;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var changed = await context.Tenants.Where(t => t.Id == tenantId && t.SuspendedAt == null == suspended)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.SuspendedAt, since), cancellationToken) > 0;
        if (changed)
            await RightsNotices.NotifyAsync(context, RightsChange.OfTenant(tenantId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }
}
