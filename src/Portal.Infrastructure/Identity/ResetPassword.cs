using Microsoft.AspNetCore.Identity;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Identity;

/// <summary>Replaces a forgotten password, lets the person sign in at once and ends every session of hers.</summary>
public sealed class ResetPassword(UserManager<PortalUser> users, UserSessions sessions, SignInAttempts attempts)
{
    public async Task<ResetPasswordResult> RunAsync(Guid userId, string token, string password)
    {
        var user = await users.FindByIdAsync(userId.ToString());
        if (PasswordStrength.Check(password, user?.Email, user?.DisplayName) is { None: false } errors)
            return new ResetPasswordResult.Invalid(errors);
        if (user is null || !(await users.ResetPasswordAsync(user, token, password)).Succeeded)
            return new ResetPasswordResult.Expired();

        // The link came to the mailbox, so it proves the address as well.
        user.EmailConfirmed = true;
        await users.UpdateAsync(user);
        await attempts.ForgetAsync(user.Email!);
        await sessions.RevokeOthersAsync(user.Id, kept: null);
        return new ResetPasswordResult.Changed();
    }
}

/// <summary>How replacing a password ended.</summary>
public abstract record ResetPasswordResult
{
    private ResetPasswordResult()
    {
    }

    public sealed record Changed : ResetPasswordResult;

    /// <summary>The link is wrong, used or too old.</summary>
    public sealed record Expired : ResetPasswordResult;

    public sealed record Invalid(FieldErrors Errors) : ResetPasswordResult;
}
