using Microsoft.AspNetCore.Identity;
using Portal.Domain.Identity;

namespace Portal.Infrastructure.Identity;

/// <summary>Makes the row of a new account, for the use case that saves it with what else belongs to the change.</summary>
public sealed class PersonRegistration(IPasswordHasher<PortalUser> hasher, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <param name="person">Checked by the caller.</param>
    /// <param name="emailConfirmed">True when the way here proves the mailbox, as an invitation's link does.</param>
    public PortalUser Create(NewPerson person, bool emailConfirmed)
    {
        var user = Row(person.DisplayName!.Trim(), person.Email!.Trim(), emailConfirmed, isGuest: false);
        if (person.Password is not null)
            user.PasswordHash = hasher.HashPassword(user, person.Password);
        return user;
    }

    /// <summary>A guest of the demo store, who has no password.</summary>
    public PortalUser CreateGuest(string displayName, string email) => Row(displayName, email, emailConfirmed: true, isGuest: true);

    private PortalUser Row(string displayName, string email, bool emailConfirmed, bool isGuest)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            NormalizedUserName = normalizer.NormalizeName(email),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            EmailConfirmed = emailConfirmed,
            DisplayName = displayName,
            IsGuest = isGuest,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = false, // SignInAttempts slows guessing down instead
            CreatedAt = now,
        };
    }
}
