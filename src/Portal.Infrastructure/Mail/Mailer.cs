using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Mail;

/// <summary>
/// The portal's own mails, a method each. A method adds the mail to the caller's context, so that it is kept exactly
/// when the change it speaks of is; <see cref="MailDispatcher"/> sends it afterwards.
/// </summary>
public sealed class Mailer(PortalAddress address, TimeProvider time)
{
    /// <summary>Asks a person to confirm that the address of a new account is hers.</summary>
    public void ConfirmEmail(DbContext context, string recipient, Guid userId, string token) => Add(context, "confirm-email", recipient, new(
        "Confirm your e-mail",
        ["Someone, probably you, opened an IntelliShop account with this address."],
        "Confirm and sign in",
        address.Link("/account/confirm", ("user", userId.ToString()), ("token", token)),
        "The link works for 24 hours. If it was not you, ignore this mail."));

    /// <summary>Tells the owner of an account that someone tried to open a second one with her address.</summary>
    public void AlreadyRegistered(DbContext context, string recipient) => Add(context, "already-registered", recipient, new(
        "You already have an account",
        ["Someone, probably you, tried to open an IntelliShop account with this address. There is one already."],
        "Sign in",
        address.Link("/sign-in"),
        "You can create another store after signing in. If it was not you, ignore this mail."));

    /// <summary>Carries the link with which a forgotten password is replaced.</summary>
    public void ResetPassword(DbContext context, string recipient, Guid userId, string token) => Add(context, "reset-password", recipient, new(
        "Choose a new password",
        ["Someone, probably you, asked for a new password for the IntelliShop account of this address."],
        "Choose a new password",
        address.Link("/account/reset", ("user", userId.ToString()), ("token", token)),
        "The link works for 24 hours and once. If it was not you, ignore this mail: your password stays as it is."));

    /// <summary>Invites someone into a store's team.</summary>
    /// <param name="inviter">Name of the person who invites; null when the platform does.</param>
    /// <param name="token">The secret that accepts the invitation.</param>
    public void Invitation(DbContext context, string recipient, string store, StoreRole role, string? inviter, string token) => Add(context, "invitation", recipient, new(
        $"Join {store} on IntelliShop",
        [$"{inviter ?? "IntelliShop"} invites you to {store} as {role.ToString().ToLowerInvariant()}."],
        "See the invitation",
        address.Link($"/invitations/{token}"),
        "The invitation is open for 7 days."));

    private void Add(DbContext context, string kind, string recipient, MailTemplate template)
    {
        var now = time.GetUtcNow();
        context.Add(new OutgoingMail
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            Recipient = recipient,
            Subject = template.Subject,
            TextBody = template.Text(),
            HtmlBody = template.Html(),
            CreatedAt = now,
            NextAttemptAt = now,
        });
    }
}
