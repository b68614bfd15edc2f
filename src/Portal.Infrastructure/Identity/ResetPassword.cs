using Microsoft.AspNetCore.Identity;
using Portal.Domain.Identity;

namespace Portal.Infrastructure.Identity;

/// <summary>Replaces a forgotten password, opens a locked account and ends every session of the person.</summary>
public sealed class ResetPassword(UserManager<PortalUser> users, UserSessions sessions)
{
    public async Task<ResetPasswordResult> RunAsync(Guid userId, string token, string password)
    {
        if (PasswordRules.Check(password) is { None: false } errors)
            return new ResetPasswordResult.Invalid(errors);

        var user = await users.FindByIdAsync(userId.ToString());
        if (user is null || !(await users.ResetPasswordAsync(user, token, password)).Succeeded)
            return new ResetPasswordResult.Expired();

        // The link came to the mailbox, so it proves the address as well.
        user.EmailConfirmed = true;
        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        await sessions.RevokeOthersAsync(user.Id, kept: null);
        return new ResetPasswordResult.Changed();
    }
}
