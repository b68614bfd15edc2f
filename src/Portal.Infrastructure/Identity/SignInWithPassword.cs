using System.Net;
using Microsoft.AspNetCore.Identity;

namespace Portal.Infrastructure.Identity;

/// <summary>Checks an e-mail address and password; <see cref="SignInAttempts"/> says when one who failed may try again.</summary>
public sealed class SignInWithPassword(UserManager<PortalUser> users, IPasswordHasher<PortalUser> hasher, SignInAttempts attempts)
{
    // Someone who asks for an unknown account waits as long as for a known one, so that time tells nothing.
    private static readonly PortalUser Nobody = new();
    private static string? _nobodysHash;

    /// <param name="address">Where the try comes from.</param>
    /// <param name="device">The browser's device, when it has signed in to this account before.</param>
    public async Task<SignInWithPasswordResult> RunAsync(
        string email, string password, IPAddress? address = null, Guid? device = null, CancellationToken cancellationToken = default)
    {
        var account = attempts.Account(email);
        if (await attempts.CountAsync(account, address, device, cancellationToken) is { } wait)
            return new SignInWithPasswordResult.Waiting(wait);

        var user = await users.FindByEmailAsync(email.Trim());
        if (user?.PasswordHash is null)
        {
            _nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, password);
            return new SignInWithPasswordResult.Refused();
        }

        if (!await users.CheckPasswordAsync(user, password))
            return new SignInWithPasswordResult.Refused();
        await attempts.ForgiveAsync(account, address, device, cancellationToken);
        return user.EmailConfirmed ? new SignInWithPasswordResult.Accepted(user) : new SignInWithPasswordResult.Unconfirmed(user);
    }
}

/// <summary>How a try to sign in ended.</summary>
public abstract record SignInWithPasswordResult
{
    private SignInWithPasswordResult()
    {
    }

    /// <summary>The person is who she says.</summary>
    public sealed record Accepted(PortalUser User) : SignInWithPasswordResult;

    /// <summary>Unknown or wrong: which of them is not said.</summary>
    public sealed record Refused : SignInWithPasswordResult;

    /// <summary>Too many tries have failed, whether or not there is such an account.</summary>
    public sealed record Waiting(TimeSpan Wait) : SignInWithPasswordResult;

    /// <summary>The password was right, but the address is not confirmed yet.</summary>
    public sealed record Unconfirmed(PortalUser User) : SignInWithPasswordResult;
}
