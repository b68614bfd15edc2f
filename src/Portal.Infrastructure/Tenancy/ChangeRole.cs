using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Gives a member another role, or takes her out of the store.</summary>
public sealed class ChangeRole(PortalDb db)
{
    /// <param name="role">The new role; null removes the member.</param>
    public async Task<TeamResult> RunAsync(
        Guid tenantId, Guid actorId, Guid memberId, StoreRole? role, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // All are locked, in one order, so that two owners cannot step down at the same time and leave none.
        var team = await context.Memberships
            .FromSql($"select * from memberships where tenant_id = {tenantId} order by user_id for update")
            .ToListAsync(cancellationToken);
        var actor = team.SingleOrDefault(m => m.UserId == actorId);
        var member = team.SingleOrDefault(m => m.UserId == memberId);
        if (member is null)
            return new TeamResult.Missing();
        if (actor is null || !MayChange(actor, member, role))
            return new TeamResult.Forbidden();
        if (TeamRules.LeavesNoOwner(member.Role, role, team.Count(m => m.Role == StoreRole.Owner)))
            return new TeamResult.LastOwner();

        if (role is { } next)
            member.Role = next;
        else
            context.Remove(member);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new TeamResult.Done();
    }

    private static bool MayChange(Membership actor, Membership member, StoreRole? role) =>
        role is null && actor.UserId == member.UserId
        || TeamRules.MayHandle(actor.Role, member.Role) && (role is null || TeamRules.MayHandle(actor.Role, role.Value));
}
