using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Reads of a store's team.</summary>
public sealed class TeamQueries(PortalDb db, TimeProvider time)
{
    /// <summary>Members by name, without guests of the demo store.</summary>
    public async Task<IReadOnlyList<TeamMember>> MembersAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        return await context.Memberships.Where(m => m.Role != StoreRole.Guest)
            .Join(context.Users, m => m.UserId, u => u.Id, (m, u) => new { m, u })
            .OrderBy(x => x.u.DisplayName)
            .Select(x => new TeamMember(x.u.Id, x.u.DisplayName, x.u.Email!, x.m.Role, x.m.CreatedAt, x.m.LastOpenedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Invitations that can still be accepted, latest first.</summary>
    public async Task<IReadOnlyList<Invitation>> OpenInvitationsAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        var now = time.GetUtcNow();
        return await context.Invitations.AsNoTracking()
            .Where(i => i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .OrderByDescending(i => i.CreatedAt)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>A member as the team's list shows her.</summary>
public sealed record TeamMember(Guid UserId, string Name, string Email, StoreRole Role, DateTimeOffset Since, DateTimeOffset? LastOpenedAt);

/// <summary>What the holder of an invitation's link is shown.</summary>
/// <param name="HasAccount">True when the address signs in already.</param>
public sealed record OpenInvitation(Guid TenantId, string Slug, string Store, string Email, StoreRole Role, bool HasAccount);
