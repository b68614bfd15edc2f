using Microsoft.AspNetCore.Identity;

namespace Portal.Infrastructure.Identity;

/// <summary>Accepts the link of the confirmation mail, once.</summary>
public sealed class ConfirmEmail(UserManager<PortalUser> users)
{
    /// <summary>True while the link would be accepted; changes nothing, since programs that look at mails open links too.</summary>
    public async Task<bool> IsOpenAsync(Guid userId, string token) =>
        await users.FindByIdAsync(userId.ToString()) is { EmailConfirmed: false } user
        && await users.VerifyUserTokenAsync(user, users.Options.Tokens.EmailConfirmationTokenProvider,
            UserManager<PortalUser>.ConfirmEmailTokenPurpose, token);

    /// <returns>The person, now confirmed; null when the link is wrong, used or too old.</returns>
    public async Task<PortalUser?> RunAsync(Guid userId, string token)
    {
        var user = await users.FindByIdAsync(userId.ToString());
        if (user is null || user.EmailConfirmed || !(await users.ConfirmEmailAsync(user, token)).Succeeded)
            return null;

        // The link signs in, so it must not work again: tokens are bound to the stamp.
        await users.UpdateSecurityStampAsync(user);
        return user;
    }
}
