using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Opens an invitation by its link, and makes its holder a member.</summary>
public sealed class AcceptInvitation(PortalDb db, ILookupNormalizer normalizer, PersonRegistration people, TimeProvider time)
{
    /// <summary>What the link offers; null when it is wrong, used, taken back or too old.</summary>
    public async Task<OpenInvitation?> FindAsync(string token, CancellationToken cancellationToken = default)
    {
        if (await ContextAsync(token, cancellationToken) is not { } context)
            return null;

        await using (context)
        {
            if (await OpenAsync(context, token, cancellationToken) is not { } invitation)
                return null;
            var tenant = await context.Tenants.SingleAsync(t => t.Id == invitation.TenantId, cancellationToken);
            var account = await AccountAsync(context, invitation, cancellationToken);
            return new(tenant.Id, tenant.Slug, tenant.Name, invitation.Email, invitation.Role, account is not null);
        }
    }

    /// <param name="signedIn">The signed-in person; null when nobody is.</param>
    /// <param name="person">Name and password of a person without an account; her address is the invited one.</param>
    public async Task<AcceptInvitationResult> RunAsync(
        string token, Guid? signedIn, NewPerson? person, CancellationToken cancellationToken = default)
    {
        if (await ContextAsync(token, cancellationToken) is not { } context)
            return new AcceptInvitationResult.Closed();

        await using (context)
        {
            if (await OpenAsync(context, token, cancellationToken) is not { } invitation)
                return new AcceptInvitationResult.Closed();

            var account = await AccountAsync(context, invitation, cancellationToken);
            if (signedIn is not null && account?.Id != signedIn)
                return new AcceptInvitationResult.OtherPerson(invitation.Email);
            if (account is not null && signedIn is null)
                return new AcceptInvitationResult.SignInFirst();
            if (account is null)
            {
                var newcomer = (person ?? new(null, null, null)) with { Email = invitation.Email };
                var errors = newcomer.Check();
                errors.AddAll(PasswordStrength.Check(newcomer.Password, newcomer.Email, newcomer.DisplayName, invitation.Email));
                if (!errors.None)
                    return new AcceptInvitationResult.Invalid(errors);
                account = people.Create(newcomer, emailConfirmed: true);
                context.Add(account);
            }

            return await JoinAsync(context, invitation, account, cancellationToken);
        }
    }

    private async Task<AcceptInvitationResult> JoinAsync(
        PortalDbContext context, Invitation invitation, PortalUser account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        invitation.AcceptedAt = now;
        if (!await context.Memberships.AnyAsync(m => m.UserId == account.Id, cancellationToken))
            context.Add(new Membership { TenantId = invitation.TenantId, UserId = account.Id, Role = invitation.Role, CreatedAt = now });
        await context.SaveChangesAsync(cancellationToken);
        var slug = await context.Tenants.Where(t => t.Id == invitation.TenantId).Select(t => t.Slug).SingleAsync(cancellationToken);
        return new AcceptInvitationResult.Joined(slug, account);
    }

    private async Task<PortalDbContext?> ContextAsync(string token, CancellationToken cancellationToken)
    {
        if (!TeamInvitation.IsSecret(token))
            return null;

        await using var platform = db.ForPlatform();
        var tenantId = await platform.Database
            .SqlQuery<Guid>($"select tenant_id as \"Value\" from find_invitation({SecretToken.Hash(token)})")
            .Cast<Guid?>().SingleOrDefaultAsync(cancellationToken);
        return tenantId is { } found ? db.ForTenant(found) : null;
    }

    private Task<Invitation?> OpenAsync(PortalDbContext context, string token, CancellationToken cancellationToken)
    {
        var hash = SecretToken.Hash(token);
        var now = time.GetUtcNow();
        return context.Invitations.SingleOrDefaultAsync(
            i => i.TokenHash == hash && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now, cancellationToken);
    }

    private Task<PortalUser?> AccountAsync(PortalDbContext context, Invitation invitation, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(invitation.Email);
        return context.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
    }
}

/// <summary>How accepting an invitation ended.</summary>
public abstract record AcceptInvitationResult
{
    private AcceptInvitationResult()
    {
    }

    public sealed record Joined(string Slug, PortalUser User) : AcceptInvitationResult;

    /// <summary>The link is wrong, used, taken back or too old.</summary>
    public sealed record Closed : AcceptInvitationResult;

    /// <summary>The address has an account: its owner must sign in to accept, the link alone is not enough.</summary>
    public sealed record SignInFirst : AcceptInvitationResult;

    /// <summary>The signed-in person has another address than the invited one.</summary>
    public sealed record OtherPerson(string InvitedEmail) : AcceptInvitationResult;

    public sealed record Invalid(FieldErrors Errors) : AcceptInvitationResult;
}
