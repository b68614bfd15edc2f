using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Billing;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Shared.Addresses;

namespace Portal.Infrastructure.Messaging;

/// <summary>
/// The portal's own mails, a method each. A method adds the mail to the caller's context, so that it is kept exactly
/// when the change it speaks of is; <see cref="MailDispatcher"/> sends it afterwards.
/// </summary>
public sealed class Mailer(PortalAddress address, TimeProvider time)
{
    /// <summary>Asks a person to confirm that the address of a new account is hers.</summary>
    public void ConfirmEmail(DbContext context, string recipient, Guid userId, string token) =>
        Add(context, "confirm-email", recipient, new(
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
    public void ResetPassword(DbContext context, string recipient, Guid userId, string token) =>
        Add(context, "reset-password", recipient, new(
        "Choose a new password",
        ["Someone, probably you, asked for a new password for the IntelliShop account of this address."],
        "Choose a new password",
        address.Link("/account/reset", ("user", userId.ToString()), ("token", token)),
        "The link works for 24 hours and once. If it was not you, ignore this mail: your password stays as it is."));

    /// <summary>Invites someone into a store's team.</summary>
    /// <param name="inviter">Name of the person who invites; null when the platform does.</param>
    /// <param name="token">The secret that accepts the invitation.</param>
    public void Invitation(DbContext context, string recipient, string store, StoreRole role, string? inviter, string token) =>
        Add(context, "invitation", recipient, new(
        $"Join {store} on IntelliShop",
        [$"{inviter ?? "IntelliShop"} invites you to {store} as {role.ToString().ToLowerInvariant()}."],
        "See the invitation",
        address.Link($"/invitations/{token}"),
        "The invitation is open for 7 days."));

    /// <summary>Tells an owner how much of the month's events her store has used.</summary>
    /// <param name="percent">The share of the quota that was reached; 100 says what happens beyond it.</param>
    public void UsageWarning(DbContext context, string recipient, string store, string slug, Plan plan, QuotaStanding standing, int percent)
    {
        var quota = standing.Quota ?? 0;
        var used =
            $"{store} has sent {NumberFormat.Full(standing.Used)} of the {NumberFormat.Full(quota)} events that its {plan.Name} plan has "
            + $"for this month.";
        var beyond = percent >= 100
            ? $"From now on events are kept but held: they are in no figure until the plan is raised or the next month begins. After "
                + $"{MonthlyQuota.GraceDays} days, or at {NumberFormat.Full(MonthlyQuota.Ceiling(quota))} events, new ones are refused."
            : $"Beyond the quota, events are kept but held, and refused after {MonthlyQuota.GraceDays} days or a fifth more events. A "
                + $"larger plan avoids both.";
        Add(context, "usage-warning", recipient, new(
            percent >= 100 ? $"{store} has used all events of this month" : $"{store} has used {percent}% of this month's events",
            [used, beyond],
            "See the usage",
            address.Link($"/s/{Uri.EscapeDataString(slug)}/settings/usage"),
            $"The next month begins on {standing.ResetsAt.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} at "
                + $"midnight UTC."));
    }

    /// <summary>
    /// Writes what a mail would, to nobody and as one that was sent: where a stranger asks for a mail to an address without an
    /// account, so that the time it takes does not tell that there is none.
    /// </summary>
    public void Nobody(DbContext context)
    {
        var now = time.GetUtcNow();
        context.Add(new OutgoingMail
        {
            Id = Guid.CreateVersion7(now),
            Kind = "nobody",
            Recipient = "",
            Subject = "",
            TextBody = "",
            HtmlBody = "",
            CreatedAt = now,
            NextAttemptAt = now,
            SentAt = now,
        });
    }

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
