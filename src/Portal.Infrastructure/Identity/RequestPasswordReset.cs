using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Messaging;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Mails a link with which a forgotten password is replaced. Answers nothing, so that it tells no stranger who has an account.
/// </summary>
public sealed class RequestPasswordReset(UserManager<PortalUser> users, PortalDbContext context, Mailer mailer)
{
    public async Task RunAsync(string email, CancellationToken cancellationToken = default)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is null)
            mailer.Nobody(context);
        else
            mailer.ResetPassword(context, user.Email!, user.Id, await users.GeneratePasswordResetTokenAsync(user));
        await context.SaveChangesAsync(cancellationToken);
    }
}
