using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Messaging;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Invites someone into a store's team by mail, mails the link again, or takes the invitation back.</summary>
public sealed class InviteMember(PortalDb db, InvitationLimit invitations, Mailer mailer, ILookupNormalizer normalizer, TimeProvider time)
{
    public async Task<TeamResult> RunAsync(
        Guid tenantId, Guid actorId, string? email, StoreRole role, CancellationToken cancellationToken = default)
    {
        if (!EmailAddress.IsValid(email?.Trim()))
            return new TeamResult.Invalid(FieldErrors.Of("email", "Enter an e-mail address, such as sari@example.com."));

        await using var context = db.ForTenant(tenantId);
        if (!await MayHandleAsync(context, actorId, role, cancellationToken))
            return new TeamResult.Forbidden();
        var address = email!.Trim();
        var normalized = normalizer.NormalizeEmail(address);
        if (await context.Memberships.AnyAsync(m => context.Users.Any(u => u.Id == m.UserId && u.NormalizedEmail == normalized),
            cancellationToken))
            return new TeamResult.AlreadyMember();

        if (await invitations.CountAsync(context, tenantId, actorId, address, cancellationToken) is { } tooMany)
            return tooMany;
        var now = time.GetUtcNow();
        var open = await context.Invitations.Where(i => i.AcceptedAt == null && i.RevokedAt == null).ToListAsync(cancellationToken);
        foreach (var earlier in open.Where(i => string.Equals(i.Email, address, StringComparison.OrdinalIgnoreCase)))
            earlier.RevokedAt = now;
        TeamInvitation.Add(
            context, mailer, await context.Tenants.SingleAsync(t => t.Id == tenantId, cancellationToken), address, role,
            await context.Users.SingleAsync(u => u.Id == actorId, cancellationToken), now);
        await context.SaveChangesAsync(cancellationToken);
        return new TeamResult.Done();
    }

    /// <summary>Mails a new link for seven more days; the earlier one stops working.</summary>
    public Task<TeamResult> ResendAsync(Guid tenantId, Guid actorId, Guid invitationId, CancellationToken cancellationToken = default) =>
        ChangeAsync(tenantId, actorId, invitationId, async (context, invitation) =>
        {
            if (await invitations.CountAsync(context, tenantId, actorId, invitation.Email, cancellationToken) is { } tooMany)
                return tooMany;
            TeamInvitation.Renew(
                context, mailer, await context.Tenants.SingleAsync(t => t.Id == tenantId, cancellationToken), invitation,
                await context.Users.SingleAsync(u => u.Id == actorId, cancellationToken), time.GetUtcNow());
            return null;
        }, cancellationToken);

    /// <summary>Takes an invitation back; its link stops working.</summary>
    public Task<TeamResult> RevokeAsync(Guid tenantId, Guid actorId, Guid invitationId, CancellationToken cancellationToken = default) =>
        ChangeAsync(tenantId, actorId, invitationId, (_, invitation) =>
        {
            invitation.RevokedAt = time.GetUtcNow();
            return Task.FromResult<TeamResult?>(null);
        }, cancellationToken);

    private async Task<TeamResult> ChangeAsync(
        Guid tenantId, Guid actorId, Guid invitationId, Func<PortalDbContext, Invitation, Task<TeamResult?>> change,
        CancellationToken cancellationToken)
    {
        await using var context = db.ForTenant(tenantId);
        var invitation = await context.Invitations.SingleOrDefaultAsync(
            i => i.Id == invitationId && i.AcceptedAt == null && i.RevokedAt == null, cancellationToken);
        if (invitation is null)
            return new TeamResult.Missing();
        if (!await MayHandleAsync(context, actorId, invitation.Role, cancellationToken))
            return new TeamResult.Forbidden();

        if (await change(context, invitation) is { } refused)
            return refused;
        await context.SaveChangesAsync(cancellationToken);
        return new TeamResult.Done();
    }

    private static async Task<bool> MayHandleAsync(
        PortalDbContext context, Guid actorId, StoreRole role, CancellationToken cancellationToken) =>
        await context.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.UserId == actorId, cancellationToken) is { } actor
        && TeamRules.MayHandle(actor.Role, role);
}
