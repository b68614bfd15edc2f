using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Messaging;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Adds an invitation with its mail to a context that its caller saves.</summary>
internal static class TeamInvitation
{
    public static readonly TimeSpan OpenFor = TimeSpan.FromDays(7);

    private const string Prefix = "in_";

    /// <summary>True when a text could be the secret of an invitation.</summary>
    public static bool IsSecret(string text) => SecretToken.IsWellFormed(text, Prefix);

    public static Invitation Add(
        PortalDbContext context, Mailer mailer, Tenant tenant, string email, StoreRole role, PortalUser? inviter, DateTimeOffset now)
    {
        var secret = SecretToken.New(Prefix);
        var invitation = new Invitation
        {
            TenantId = tenant.Id,
            Id = Guid.CreateVersion7(now),
            Email = email,
            Role = role,
            TokenHash = SecretToken.Hash(secret),
            InvitedBy = inviter?.Id,
            CreatedAt = now,
            ExpiresAt = now + OpenFor,
        };
        context.Add(invitation);
        mailer.Invitation(context, email, tenant.Name, role, inviter?.DisplayName, secret);
        return invitation;
    }

    /// <summary>Mails a new link; the earlier one stops working.</summary>
    public static void Renew(
        PortalDbContext context, Mailer mailer, Tenant tenant, Invitation invitation, PortalUser inviter, DateTimeOffset now)
    {
        var secret = SecretToken.New(Prefix);
        invitation.TokenHash = SecretToken.Hash(secret);
        invitation.ExpiresAt = now + OpenFor;
        mailer.Invitation(context, invitation.Email, tenant.Name, invitation.Role, inviter.DisplayName, secret);
    }
}
