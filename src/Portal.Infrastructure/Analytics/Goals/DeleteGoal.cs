using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Goals;

/// <summary>Takes a goal out of a store's list; the events that reached it stay.</summary>
public sealed class DeleteGoal(PortalDb db)
{
    /// <returns>False when the store has no such goal any more.</returns>
    public async Task<bool> RunAsync(Guid tenantId, Guid goalId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        return await context.Goals.Where(g => g.Id == goalId).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
