using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Messaging;

namespace Portal.Infrastructure.Identity;

/// <summary>Mails the confirmation link again. Answers nothing, so that it tells no stranger who has an account.</summary>
public sealed class RequestConfirmation(UserManager<PortalUser> users, PortalDbContext context, Mailer mailer)
{
    public async Task RunAsync(string email, CancellationToken cancellationToken = default)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is null || user.EmailConfirmed)
            mailer.Nobody(context);
        else
            mailer.ConfirmEmail(context, user.Email!, user.Id, await users.GenerateEmailConfirmationTokenAsync(user));
        await context.SaveChangesAsync(cancellationToken);
    }
}
