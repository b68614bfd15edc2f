using Microsoft.AspNetCore.Identity;

namespace Portal.Infrastructure.Identity;

/// <summary>Checks an e-mail address and password. Five failures lock an account for 15 minutes.</summary>
public sealed class SignInWithPassword(UserManager<PortalUser> users, IPasswordHasher<PortalUser> hasher)
{
    // Someone who asks for an unknown account waits as long as for a known one, so that time tells nothing.
    private static readonly PortalUser Nobody = new();
    private static string? _nobodysHash;

    public async Task<SignInWithPasswordResult> RunAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user?.PasswordHash is null)
        {
            _nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, password);
            return new SignInWithPasswordResult.Refused();
        }

        var right = await users.CheckPasswordAsync(user, password);
        if (await users.IsLockedOutAsync(user))
            return new SignInWithPasswordResult.Refused();
        if (!right)
        {
            await users.AccessFailedAsync(user);
            return new SignInWithPasswordResult.Refused();
        }

        await users.ResetAccessFailedCountAsync(user);
        return user.EmailConfirmed ? new SignInWithPasswordResult.Accepted(user) : new SignInWithPasswordResult.Unconfirmed(user);
    }
}
